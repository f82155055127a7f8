import type { Sql } from '../../database/index.ts'

/** A table with fields for files. */
export interface FileTable {
  readonly entity: string
  readonly table: string
  /** The id of a row. */
  readonly id: Sql
  /** The columns that hold files. */
  readonly columns: readonly string[]
  /** How its ids are written. */
  readonly key: 'text' | 'integer'
}
