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
      halfApplied: halvesIn(database, ledger),
      ...compare(database, ledger),
    }
  } finally {
    // The last connection to close carries the log over and takes it away.
    database.close()
  }
}

type Row = { readonly [column: string]: string | number | null }

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
  database: DatabaseSync,
  ledger: Ledger,
): Pick<Findings, 'lost' | 'duplicates' | 'refusedYetStored'> {
  const found = new Map(
    rows(database, 'select "id", "address", "status" from "orders"').map((row) => [row.id, row]),
  )
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
    select "record_id", sum("operation" = 'create') as "created", sum("operation" = 'update') as "updated"
    from "cambium_history" where "entity" = 'Order' group by "record_id"
  ) h on h."record_id" = o."id"
  where h."created" is not 1 or h."updated" is not (o."status" = 'cancelled')`

const historyWithoutOrder = `
  select "id" from "cambium_history"
  where "entity" = 'Order' and "record_id" not in (select "id" from "orders")`

/**
 * An order is four rows in three tables: itself, its history, the product's stock and the product's history. Any of
 * them without the others is half a transaction.
 */
function halvesIn(database: DatabaseSync, ledger: Ledger): number {
  let halves = 0
  for (const row of rows(database, stockByProduct)) {
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
  return (
    halves + rows(database, ordersByHistory).length + rows(database, historyWithoutOrder).length
  )
}
