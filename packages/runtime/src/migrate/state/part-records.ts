import { type Queryable, sql } from '../../database/index.ts'
import { hasTable } from './has-table.ts'

/** What a database knows of a part of a migration that is on its way. */
export interface PartRecord {
  /** Which part: from 0; the walks of a data step have negative numbers. */
  readonly part: number
  /** Of the text that ran. */
  readonly hash: string
  /** The last key that a walk over a table came to. */
  readonly reached: string | null
  /** Rows walked over. */
  readonly rows: number
  readonly finished: boolean
}

interface Row extends Omit<PartRecord, 'finished'> {
  readonly finished: number
}

/** What ran of the migrations that are on their way, by the name each runs under. */
export async function readParts(db: Queryable, migration: string): Promise<PartRecord[]> {
  const rows = await db.all<Row>(sql`
    select "part", "hash", "reached", "rows", "finished" from "cambium_migration_parts"
    where "migration" = ${migration} order by "part"
  `)
  return rows.map((row) => ({ ...row, finished: Number(row.finished) === 1 }))
}

/** What is known of one part; undefined when it has not begun. */
export async function readPart(
  db: Queryable,
  migration: string,
  part: number,
): Promise<PartRecord | undefined> {
  return (await readParts(db, migration)).find((one) => one.part === part)
}

/** The names of all migrations that are on their way; none in a database that never had one in parts. */
export async function unfinishedMigrations(db: Queryable): Promise<string[]> {
  if (!(await hasTable(db, 'cambium_migration_parts'))) return []
  const rows = await db.all<{ migration: string }>(
    sql`select distinct "migration" from "cambium_migration_parts" order by "migration"`,
  )
  return rows.map(({ migration }) => migration)
}

/** Writes down how far a part is. */
export async function recordPart(
  db: Queryable,
  migration: string,
  { part, hash, reached, rows, finished }: PartRecord,
): Promise<void> {
  await db.run(sql`
    insert into "cambium_migration_parts" ("migration", "part", "hash", "reached", "rows", "finished")
    values (${migration}, ${part}, ${hash}, ${reached}, ${rows}, ${finished ? 1 : 0})
    on conflict ("migration", "part") do update set "hash" = excluded."hash",
      "reached" = excluded."reached", "rows" = excluded."rows", "finished" = excluded."finished"
  `)
}

/** Forgets the parts of a migration that has come to its end. */
export async function forgetParts(db: Queryable, migration: string): Promise<void> {
  await db.run(sql`delete from "cambium_migration_parts" where "migration" = ${migration}`)
}

/** The name that the parts of a migration's way back are recorded under. */
export function wayBackOf(migration: string): string {
  return `${migration}:down`
}

/** True for the name of a way back. */
export function isWayBack(name: string): boolean {
  return name.endsWith(':down')
}
