import type { Queryable, Sql } from '../../database/index.ts'

/** The table that a step goes through, and the column whose order it follows. */
export interface BatchedTable {
  readonly table: string
  /** A column that is never null and has an index; mostly the key. */
  readonly by: string
}

/** Some rows of the table that a step goes through. */
export interface DataBatch {
  readonly db: Queryable
  /** The condition that a row of the table is in this batch: sql`update ... where ${batch.where}`. */
  readonly where: Sql
  /** The rows of this batch, with the columns and values as the database has them. */
  rows<Row>(): Promise<Row[]>
}

/** What a step is handed. */
export interface DataTools {
  /** Runs plain SQL; `db.dialect` says in which database. */
  readonly db: Queryable
  /**
   * Goes through a table, about half a second of work at a time. On PostgreSQL each batch is committed on its own with
   * how far it is, as is what the step did before, which runs again after a kill; batches do not.
   */
  eachBatch(table: BatchedTable, work: (batch: DataBatch) => Promise<void>): Promise<void>
  /** Says a line to whoever migrates. */
  log(message: string): void
}

/** What `data.ts` of a migration does to the rows, after its SQL. */
export interface DataStep {
  up(tools: DataTools): Promise<void>
  /** The way back, before the SQL of the way back. Without it there is none. */
  down?(tools: DataTools): Promise<void>
  /** Counts what is not as the step promises: the migration is applied only when this gives 0. */
  readonly invariant?: Sql
}

/** Defines what `data.ts` of a migration does; its default export. */
export function dataStep(step: DataStep): DataStep {
  return step
}
