import type { JsonValue } from '@cambium/model'
import type { TableName } from './source-schema.ts'

/**
 * A row by the column names of the source, values in the form of their `SourceType`. Beside its columns it may carry what is
 * kept elsewhere, under names that no column has: `$acl`, its access list, as `[{ "subject": "user:<id>" | "role:<name>" |
 * "everyone", "right": "read" | "write" }]`, and, in the table of accounts, `$roles`, the names of its roles, and
 * `$identities`, as `[{ "provider": "google", "id": "..." }]`. They go to the loader as they are.
 */
export interface SourceRow {
  [column: string]: JsonValue
}

/** Rows that were read together. */
export interface RowBatch {
  rows: SourceRow[]
  /** Where the next batch begins, for `after`: opaque, small, JSON. */
  position: JsonValue
}

/** The rows of a source, read as a stream: memory does not grow with the table. */
export interface SourceRows {
  /** Rows in an order that stays the same from run to run, from behind `after`, in batches of at most `size`. */
  read(table: TableName, options: { after: JsonValue; size: number }): AsyncIterable<RowBatch>
  /** How many rows there are, for showing progress; may be an estimate, `null` where nobody knows. */
  count(table: TableName): Promise<number | null>
}
