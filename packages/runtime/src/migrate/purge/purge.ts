import {
  type Database,
  identifier,
  type Queryable,
  type Sql,
  sql,
  type Transaction,
} from '../../database/index.ts'
import { applyAlone, migrating, retryLocked } from '../lock/index.ts'
import { readSchemaState } from '../state/index.ts'

/** A table that keeps what a migration took away. */
export interface KeptTable {
  readonly name: string
  /** When it was taken away from this database, as an instant. */
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

/**
 * The tables that keep what migrations took away. The time in a name is that of the plan; where the database knows when
 * that migration was applied, which may be much later, it is that.
 */
export async function keptTables(db: Queryable): Promise<KeptTable[]> {
  const found = await db.all<{ name: string }>(tables[db.dialect])
  const { applied } = await readSchemaState(db)
  return found.flatMap(({ name }) => {
    const planned = /_(\d{8}T\d{6})$/.exec(name)?.[1]
    if (planned === undefined) return []
    const times = [...applied].filter(([id]) => id.startsWith(`${planned}_`))
    const since = [instantOf(planned), ...times.map(([, { appliedAt }]) => appliedAt)]
    return [{ name, since: since.sort().at(-1) ?? '' }]
  })
}

/** `20261120T091000` as 2026-11-20T09:10:00.000Z. */
function instantOf(time: string): string {
  return time.replace(
    /^(....)(..)(..)T(..)(..)(..)$/,
    (_, year, month, day, hour, minute, second) =>
      `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`,
  )
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
