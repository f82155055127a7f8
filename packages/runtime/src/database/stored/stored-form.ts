import type { Sql, SqlPart } from '../sql.ts'

/** How one database holds the values of a column that Cambium did not make. */
export interface StoredForm {
  /** What is selected of the column. */
  select(column: Sql): Sql
  /** A selected value, never null, as it stands in a record; `undefined` for one that does not fit. */
  decode(value: unknown): unknown
  /** A record's value as it is bound beside the column. What cannot be one is refused with `invalid`. */
  encode(value: unknown): SqlPart
  /** The same for what is written, where that differs from what is compared. */
  write?(value: unknown): SqlPart
  /** The column in comparisons and sorts. */
  compare(column: Sql): Sql
  /** The column as text, for looking inside it. */
  text(column: Sql): Sql
  /** The column as Cambium would have stored it, for working with its values in SQL. */
  own(column: Sql): Sql
  /** The type of lists that the column is compared with, where it is not that of its values. */
  listOf: string | null
}

/** The column as it is. */
export const itself = (column: Sql): Sql => column
