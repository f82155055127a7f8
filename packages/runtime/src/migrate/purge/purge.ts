import {
  type Database,
  identifier,
  type Queryable,
  type Sql,
  sql,
  type Transaction,
} from '../../database/index.ts'
import { applyAlone, migrating, retryLocked } from '../lock/index.ts'

/** A table that keeps what a migration took away. */
export interface KeptTable {
  readonly name: string
  /** When it was taken away, as an instant. */
  readonly since: string
}

const tables: { readonly [Name in Queryable['dialect']]: Sql } = {
  sqlite: sql`
    select "name" from sqlite_schema where "type" = 'table' and "name" glob '_gone_*' order by "name"
  `,
  postgres: sql`
    select table_name as "name" from information_schema.tables
    where table_schema = current_schema() and starts_with(table_name, '_gone_')
    order by table_name collate "C"
  `,
}

/** The tables that keep what migrations took away, with the time in their names. */
export async function keptTables(db: Queryable): Promise<KeptTable[]> {
  const found = await db.all<{ name: string }>(tables[db.dialect])
  return found.flatMap(({ name }) => {
    const since = sinceOf(name)
    return since === undefined ? [] : [{ name, since }]
  })
}

/** `_gone_4_11_20261120T091000` since 2026-11-20T09:10:00.000Z. */
function sinceOf(name: string): string | undefined {
  const found = /_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)$/.exec(name)
  if (!found) return undefined
  const [, year, month, day, hour, minute, second] = found
  const since = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`)
  return Number.isNaN(since.getTime()) ? undefined : since.toISOString()
}

/** Drops the tables that keep what was taken away longer ago than that many days; the names of those it dropped. */
export function purge(db: Database, olderThanDays: number): Promise<string[]> {
  const before = new Date(Date.now() - olderThanDays * 24 * 60 * 60 * 1_000).toISOString()
  return applyAlone(db, () =>
    retryLocked(() =>
      // One that refers to another one went away together with it. Without foreign keys nothing is deleted row by row.
      db.transaction((tx) => dropOlder(tx, before), { ...migrating, foreignKeys: 'off' }),
    ),
  )
}

async function dropOlder(tx: Transaction, before: string): Promise<string[]> {
  const old = (await keptTables(tx)).filter(({ since }) => since <= before)
  const others = tx.dialect === 'postgres' ? sql`cascade` : sql``
  for (const { name } of old) await tx.run(sql`drop table ${identifier(name)} ${others}`)
  return old.map(({ name }) => name)
}
