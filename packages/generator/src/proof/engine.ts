import type { Dialect, Part } from '../plan/index.ts'

/** A database in memory that a migration is tried on. */
export interface Engine {
  dialect: Dialect
  /** Runs a script as `migrate` does: all or none of a transaction, and some rows at a time of a batch. */
  migrate(parts: readonly Part[], foreignKeysOff: boolean): Promise<void>
  /** The way back of the newest migration; as any other where there is no such thing. */
  goBack?(parts: readonly Part[], foreignKeysOff: boolean): Promise<void>
  run(statements: readonly string[]): Promise<void>
  rows(query: string): Promise<{ [column: string]: unknown }[]>
  /** Everything the database knows of its tables, without order and without what was put aside. */
  shape(): Promise<Shape>
  /** The shape that statements give an empty database. */
  freshShape(statements: readonly string[]): Promise<Shape>
  close(): Promise<void>
}

/** One line for each thing a database has. */
export type Shape = string[]
