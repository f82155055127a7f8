import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Ledger } from './ledger.ts'

/** What an independent reader found in the files a killed process left. */
export interface Findings {
  readonly lost: number
  readonly halfApplied: number
  readonly duplicates: number
  readonly refusedYetStored: number
  readonly damaged: number
}

/**
 * Reads a copy of the files as they lie there, with nothing of the runtime: the server that comes back has to recover
 * from the same bytes by itself.
 */
export function checkShop(path: string, folder: string, ledger: Ledger): Findings {
  const copy = join(folder, 'copy.db')
  copyFileSync(path, copy)
  if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`)
  const database = new DatabaseSync(copy)
  try {
    return {
      damaged: damageOf(database),
      ...findingsIn((text) => rows(database, text), ledger),
    }
  } finally {
    // The last connection to close carries the log over and takes it away.
    database.close()
  }
}

/** A row as any database gives it. */
export type Row = { readonly [column: string]: string | number | null }

/** The rows of a query, in SQL that every database knows. */
export type ReadRows = (query: string) => readonly Row[]

/** What the rows say of the promises, whichever database they come from. */
export function findingsIn(read: ReadRows, ledger: Ledger): Omit<Findings, 'damaged'> {
  return { halfApplied: halvesIn(read, ledger), ...compare(read, ledger) }
}

function rows(database: DatabaseSync, text: string): Row[] {
  return database.prepare(text).all() as Row[]
}

function damageOf(database: DatabaseSync): number {
  const problems = rows(database, 'pragma integrity_check').filter(
    ({ integrity_check: said }) => said !== 'ok',
  )
  return problems.length + rows(database, 'pragma foreign_key_check').length
}

/** Everything acknowledged is there, nothing refused is, and nothing is there twice. */
function compare(
  read: ReadRows,
  ledger: Ledger,
): Pick<Findings, 'lost' | 'duplicates' | 'refusedYetStored'> {
  const found = new Map(read(storedOrders).map((row) => [row.id, row]))
  const tags = new Set([...found.values()].map(({ address }) => address))
  const lost = ledger.intents.filter((intent) => {
    if (intent.state !== 'acknowledged') return false
    const row = found.get(intent.id)
    if (row?.address !== intent.tag) return true
    return intent.cancelled === 'acknowledged' && row.status !== 'cancelled'
  })
  const refused = ledger.intents.filter(({ state, tag }) => state === 'refused' && tags.has(tag))
  return {
    lost: lost.length,
    refusedYetStored: refused.length,
    duplicates: found.size - tags.size,
  }
}

const storedOrders = 'select "id", "address", "status" from "orders"'

const stockByProduct = `
  select p."id", p."stock", p."version",
    (select count(*) from "orders" o where o."product_id" = p."id") as "orders",
    (select count(*) from "orders" o where o."product_id" = p."id" and o."status" = 'cancelled')
      as "cancelled",
    (select count(*) from "cambium_history" h where h."entity" = 'Product' and h."record_id" = p."id"
      and h."operation" = 'update') as "changes"
  from "products" p`

const ordersByHistory = `
  select o."id" from "orders" o left join (
    select "record_id", count(*) filter (where "operation" = 'create') as "created",
      count(*) filter (where "operation" = 'update') as "updated"
    from "cambium_history" where "entity" = 'Order' group by "record_id"
  ) h on h."record_id" = o."id"
  where h."created" is distinct from 1
    or h."updated" is distinct from (case when o."status" = 'cancelled' then 1 else 0 end)`

const historyWithoutOrder = `
  select "id" from "cambium_history"
  where "entity" = 'Order' and "record_id" not in (select "id" from "orders")`

/** Every query of the check, for a reader that has to fetch before it compares. */
export const shopQueries: readonly string[] = [
  storedOrders,
  stockByProduct,
  ordersByHistory,
  historyWithoutOrder,
]

/**
 * An order is four rows in three tables: itself, its history, the product's stock and the product's history. Any of
 * them without the others is half a transaction.
 */
function halvesIn(read: ReadRows, ledger: Ledger): number {
  let halves = 0
  for (const row of read(stockByProduct)) {
    const [stock, version, orders, cancelled, changes] = [
      row.stock,
      row.version,
      row.orders,
      row.cancelled,
      row.changes,
    ].map(Number) as [number, number, number, number, number]
    if (stock + orders - cancelled !== ledger.stock.get(String(row.id))) halves++
    if (changes !== orders + cancelled) halves++
    if (version !== changes + 1) halves++
  }
  return halves + read(ordersByHistory).length + read(historyWithoutOrder).length
}
