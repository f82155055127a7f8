import type { PostgresSession } from './postgres-client.ts'
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
  /** The first value of the first row as a number: for `select count(*)`. */
  count(query: Sql): Promise<number>
}

export interface Transaction extends Queryable {
  /**
   * Runs the work in a savepoint: undone alone when it throws. Savepoints of one transaction run one after the other;
   * inside one, use the transaction the work is given.
   */
  savepoint<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>
  /** Runs statements as they stand, for migrations. */
  script(text: string): Promise<void>
}

export interface TransactionOptions {
  /** Gives the work a commit of its own: for work that waits for more than the database. */
  readonly alone?: boolean | undefined
  /** Names the kind of work, so that a kind once seen to wait gets a commit of its own from then on. */
  readonly key?: string | undefined
  /** After how many milliseconds it is rolled back and refused with `unavailable`; 0 for never. */
  readonly timeLimitMs?: number | undefined
  /** PostgreSQL: how long a statement waits for what others hold; the connection's own limit unless told. */
  readonly lockTimeoutMs?: number | undefined
  /** SQLite: `off` lets a table be rebuilt; every reference is checked before the commit instead. */
  readonly foreignKeys?: 'on' | 'off' | undefined
  /** PostgreSQL: every statement sees the moment of the first one, and none writes. */
  readonly snapshot?: boolean | undefined
}

export interface Database extends Queryable {
  /**
   * Runs the work in a transaction: committed durably before this answers, rolled back when the work throws.
   * Transactions that arrive together may share one commit; each still succeeds or fails alone.
   */
  transaction<Result>(
    work: (transaction: Transaction) => Promise<Result>,
    options?: TransactionOptions,
  ): Promise<Result>
  /** Runs reads that all see one moment, however long they take; nobody waits for them. */
  snapshot<Result>(work: (db: Queryable) => Promise<Result>): Promise<Result>
  /** Runs statements as they stand, outside of any transaction. */
  script(text: string): Promise<void>
  /** Opens a connection of its own, on a server that others may use too; missing where nobody else can. */
  openSession?(): Promise<PostgresSession>
  /** Waits for what is running, then lets go of every file and connection. */
  close(): Promise<void>
}

/** What a list query is made of; the generated `listX` puts the parts into its text. */
export interface ListParts {
  /** The rows the caller may see. */
  readonly visible: Sql
  /** The rows the caller asked for. */
  readonly filter: Sql
  readonly order: Sql
  /** What stands behind `limit`: a number, or `20 offset 40`. */
  readonly limit: Sql
}
