import { identifier, type Queryable, sql } from '../../database/index.ts'
import { type Range, withinRange } from '../batches/index.ts'
import type { BatchedTable, DataBatch } from './data-step.ts'

/** Tells how far a walk over a table is. */
export type TellRows = (done: number, total: number) => void

/** The rows of a range as a step sees them. */
export function batchOf(db: Queryable, { table, by }: BatchedTable, range: Range): DataBatch {
  const where = withinRange(by, range)
  const rows = sql`select * from ${identifier(table)} where ${where} order by ${identifier(by)}`
  return { db, where, rows: () => db.all(rows) }
}
