import { join, type Queryable, type Sql, sql } from '../../database/index.ts'

/** What waits in a load for a record that comes later. */
export interface Waiting {
  /** A reference of a record that is written without it meanwhile; empty for a row that cannot be. */
  readonly property: string
  readonly record: string | null
  readonly target: string | null
  /** The row as JSON, or the values that make a reference together. */
  readonly row: string | null
}

/** What waits is named by its load and entity. */
export interface WaitingUnit {
  readonly load: string
  readonly unit: string
}

const chunk = 500

/** Puts it aside, in the transaction of the batch. */
export async function keepWaiting(
  db: Queryable,
  { load, unit }: WaitingUnit,
  waiting: readonly Waiting[],
): Promise<void> {
  for (let from = 0; from < waiting.length; from += chunk) {
    const rows = waiting
      .slice(from, from + chunk)
      .map(
        ({ property, record, target, row }): Sql =>
          sql`(${load}, ${unit}, ${property}, ${record}, ${target}, ${row})`,
      )
    await db.run(sql`
      insert into "cambium_load_waiting" ("load", "unit", "property", "record", "target", "row")
      values ${join(rows, ', ')}
    `)
  }
}
