import { randomUUID } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { hashOf } from '../../packages/runtime/src/accounts/index.ts'

/** What the requests need to know of the rows. */
export interface Rows {
  readonly users: readonly string[]
  /** The customer of an order by its id, for a sample of the orders of every table. */
  readonly orders: readonly { readonly id: string; readonly customer: string }[]
}

type Row = { readonly [column: string]: string | number | null }

const userCount = 1_000
const productCount = 20_000
const orderCount = 100_000
const sampled = 2_000
const start = Date.UTC(2026, 0, 1)
const words = 'a good thing that many people buy again and tell their friends about'.split(' ')

/** Fills the database of the bench's own project: 100,000 orders in each of the three tables. */
export function fillProject(database: string): Rows {
  return withDatabase(database, (insert) => {
    const users = makeUsers(insert)
    signIn(insert, users)
    const ids = Array.from({ length: orderCount }, () => randomUUID())
    for (const table of ['open_orders', 'owned_orders', 'hooked_orders']) {
      insert(table, orderCount, (at) => ({
        ...orderAt(at, ids, users),
        note: sentence(at, 40),
        quantity: 1 + (at % 5),
      }))
    }
    return { users, orders: sample(ids, users) }
  })
}

/** Fills the shop: 20,000 products and 100,000 orders of 1,000 users. */
export function fillShop(database: string): Rows & { readonly products: readonly string[] } {
  return withDatabase(database, (insert) => {
    const users = makeUsers(insert)
    const products = Array.from({ length: productCount }, () => randomUUID())
    insert('products', productCount, (at) => ({
      id: products[at] ?? '',
      name: `Product ${at} ${sentence(at, 4)}`,
      description: sentence(at, 40),
      price: 100 + ((at * 7919) % 50_000),
      stock: 1_000_000,
      published: 1,
      in_stock: 1,
      ...stamps(at),
    }))
    const ids = Array.from({ length: orderCount }, () => randomUUID())
    insert('orders', orderCount, (at) => ({
      ...orderAt(at, ids, users),
      product_id: products[at % productCount] ?? '',
    }))
    return { users, orders: sample(ids, users), products: products.slice(0, sampled) }
  })
}

type Insert = (table: string, count: number, rowAt: (at: number) => Row) => void

function withDatabase<Result>(path: string, fill: (insert: Insert) => Result): Result {
  const database = new DatabaseSync(path)
  database.exec('begin')
  const result = fill((table, count, rowAt) => {
    const names = Object.keys(rowAt(0))
    const places = names.map(() => '?').join(', ')
    const statement = database.prepare(
      `insert into "${table}" (${names.map((name) => `"${name}"`).join(', ')}) values (${places})`,
    )
    for (let at = 0; at < count; at++) statement.run(...Object.values(rowAt(at)))
  })
  database.exec('commit; pragma wal_checkpoint(truncate)')
  database.close()
  return result
}

function makeUsers(insert: Insert): string[] {
  const users = Array.from({ length: userCount }, () => randomUUID())
  insert('users', userCount, (at) => ({
    id: users[at] ?? '',
    email: `user${at}@example.com`,
    name: `User ${at}`,
    ...stamps(at),
  }))
  return users
}

/** The token of the one session that a user of the bench's own project has. */
export function sessionOf(user: string): string {
  return `session-of-${user}`
}

function signIn(insert: Insert, users: readonly string[]): void {
  insert('auth_sessions', users.length, (at) => ({
    id: randomUUID(),
    token: hashOf(sessionOf(users[at] ?? '')),
    user_id: users[at] ?? '',
    expires_at: '2100-01-01T00:00:00.000Z',
    ...stamps(at),
  }))
}

function orderAt(at: number, ids: readonly string[], users: readonly string[]): Row {
  // Every customer has as many orders of each status.
  const status = Math.floor(at / users.length) % 4
  return {
    id: ids[at] ?? '',
    customer_id: users[at % users.length] ?? '',
    first_name: words[at % words.length] ?? '',
    last_name: words[(at * 3) % words.length] ?? '',
    address: sentence(at, 12),
    total_price: 100 + ((at * 7919) % 50_000),
    status: ['placed', 'paid', 'shipped', 'delivered'][status] ?? '',
    delivered: status === 3 ? 1 : 0,
    ...stamps(at),
  }
}

function stamps(at: number): Row {
  const instant = new Date(start + at * 60_000).toISOString()
  return { created_at: instant, updated_at: instant }
}

function sentence(at: number, length: number): string {
  const pick = (step: number) => words[(at + step * step) % words.length]
  return Array.from({ length }, (_, step) => pick(step)).join(' ')
}

function sample(ids: readonly string[], users: readonly string[]): Rows['orders'] {
  const step = Math.floor(orderCount / sampled) + 1
  return Array.from({ length: sampled }, (_, n) => {
    const at = (n * step) % orderCount
    return { id: ids[at] ?? '', customer: users[at % users.length] ?? '' }
  })
}
