import type { Dialect, Sql } from './sql.ts'

/** Runs statements. Rows of a query that selects `columns(...)` come as records of that type. */
export interface Queryable {
  readonly dialect: Dialect
  /** Every row of the result. */
  all<Row>(query: Sql): Promise<Row[]>
  /** The first row of the result, or undefined where there is none. */
  first<Row>(query: Sql): Promise<Row | undefined>
  /** Runs a statement without a result; the number of rows it changed. */
  run(query: Sql): Promise<number>
}

export interface Transaction extends Queryable {
  /** Runs the work in a savepoint: undone alone when it throws. */
  savepoint<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>
}

export interface Database extends Queryable {
  /**
   * Runs the work in a transaction: committed durably before this answers, rolled back when the work throws.
   * Transactions that arrive together may share one commit; each still succeeds or fails alone.
   * @param options.alone gives the work a commit of its own: for work that waits for more than the database.
   */
  transaction<Result>(
    work: (transaction: Transaction) => Promise<Result>,
    options?: { alone?: boolean },
  ): Promise<Result>
  /** Runs statements as they stand, for migrations. */
  script(text: string): Promise<void>
  close(): Promise<void>
}
