import {
  cookieName,
  deriveSecret,
  signedCookie,
} from '../../packages/runtime/src/accounts/index.ts'
import { signDevelopmentToken } from '../../packages/runtime/src/auth/index.ts'
import type { LoadRequest } from './load.ts'
import type { Operation } from './options.ts'
import { type Rows, sessionOf } from './project-rows.ts'

/** One thing that is measured: its name in the table and the requests of each operation. */
export interface Target {
  readonly name: string
  readonly server: 'bare' | 'project' | 'shop'
  readonly requests: { readonly [Name in Operation]: readonly LoadRequest[] }
}

/** The secret of the tokens; the servers of the bench are given the same one. */
export const secret = 'only for the bench: nothing else is signed with it'

/** Where people would find the applications. */
export const publicUrl = 'https://bench.example.com'

const callers = 50
const json = { 'content-type': 'application/json' }

type Call = (method: LoadRequest['method'], path: string, body?: object) => LoadRequest

/** Every target, `bare` first. It is sent the requests of `owned`, so that it reads the same bytes. */
export async function makeTargets(
  project: Rows,
  shop: Rows & { readonly products: readonly string[] },
): Promise<Target[]> {
  const owned = await ordersOf('owned-orders', project)
  return [
    { name: 'bare', server: 'bare', requests: owned },
    { name: 'open', server: 'project', requests: openOrders(project) },
    { name: 'caller', server: 'project', requests: await ordersOf('open-orders', project) },
    { name: 'owned', server: 'project', requests: owned },
    {
      name: 'session',
      server: 'project',
      requests: await ordersOf('owned-orders', project, cookie),
    },
    { name: 'hooked', server: 'project', requests: await ordersOf('hooked-orders', project) },
    { name: 'shop', server: 'shop', requests: await shopRequests(shop) },
  ]
}

function openOrders({ orders }: Rows): Target['requests'] {
  const call = callWith({})
  const path = '/api/open-orders'
  return {
    get: orders.map(({ id }) => call('GET', `${path}/${id}`)),
    list: orders.slice(0, callers).map(() => call('GET', `${path}?status=placed&sort=-createdAt`)),
    create: orders.map((_, at) => call('POST', path, newOrder(at))),
    update: orders.map(({ id }, at) => call('PATCH', `${path}/${id}`, changed(at))),
  }
}

type Credentials = { readonly [header: string]: string }

/** Each caller asks for orders of their own. */
async function ordersOf(
  entity: string,
  rows: Rows,
  credentialsOf: (id: string) => Credentials | Promise<Credentials> = bearer,
): Promise<Target['requests']> {
  const users = rows.users.slice(0, callers)
  const calls = new Map<string, Call>()
  for (const id of users) calls.set(id, callWith(await credentialsOf(id)))
  const orders = rows.orders.filter(({ customer }) => calls.has(customer))
  const path = `/api/${entity}`
  const each = (make: (call: Call, id: string, at: number) => LoadRequest): LoadRequest[] =>
    orders.map(({ id, customer }, at) => make(calls.get(customer) as Call, id, at))
  return {
    get: each((call, id) => call('GET', `${path}/${id}`)),
    list: each((call) => call('GET', `${path}?status=placed&sort=-createdAt`)),
    create: each((call, _id, at) => call('POST', path, newOrder(at))),
    update: each((call, id, at) => call('PATCH', `${path}/${id}`, changed(at))),
  }
}

/** The shop itself: a customer reads, the staff writes. */
async function shopRequests({
  products,
  users,
}: Rows & { readonly products: readonly string[] }): Promise<Target['requests']> {
  const customer = callWith(await bearer(users[0] ?? ''))
  const staff = callWith(await bearer(users[1] ?? '', ['staff']))
  const path = '/api/products'
  return {
    get: products.map((id) => customer('GET', `${path}/${id}`)),
    list: products
      .slice(0, callers)
      .map((_, at) =>
        customer('GET', `${path}?published=true&price[gte]=${200 + at}&sort=-createdAt`),
      ),
    create: products.map((_, at) =>
      staff('POST', path, { name: `New ${at}`, description: note(at), price: 500 + at, stock: 3 }),
    ),
    update: products.map((id, at) => staff('PATCH', `${path}/${id}`, { description: note(at) })),
  }
}

/** What a browser sends that is signed in. */
function cookie(id: string): Credentials {
  const session = { name: cookieName(publicUrl), secret: deriveSecret(secret) }
  return { cookie: signedCookie(sessionOf(id), session), origin: publicUrl }
}

async function bearer(id: string, roles: string[] = []): Promise<{ authorization: string }> {
  return { authorization: `Bearer ${await signDevelopmentToken({ secret, id, roles })}` }
}

function callWith(headers: { readonly [name: string]: string }): Call {
  return (method, path, body) =>
    body === undefined
      ? { method, path, headers }
      : { method, path, headers: { ...headers, ...json }, body: JSON.stringify(body) }
}

function newOrder(at: number): object {
  return {
    firstName: 'Ada',
    lastName: 'Lovelace',
    address: '12 St James Square, London',
    note: note(at),
    quantity: 1 + (at % 5),
    totalPrice: 4_000 + at,
  }
}

function changed(at: number): object {
  return { note: note(at), quantity: 1 + (at % 7) }
}

let turn = 0

function note(at: number): string {
  turn++
  return `Please ring twice, the bell is old and the house is large. ${at} of ${turn} notes like this one, which is of the length that notes have.`
}
