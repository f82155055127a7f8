import type { Sql } from './sql.ts'

/** How a value is written in records, whatever the database keeps it as. */
export type ColumnType =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'instant'
  | 'date'
  | 'json'
  | 'decimal'
  | 'bigint'
  | 'encrypted'

/** One property of a record: where it is stored, or the expression it is computed by. */
export interface Column {
  readonly type: ColumnType
  /** Name in the table; `null` for a computed property. */
  readonly name: string | null
  readonly expression: Sql | null
  /** Digits behind the point, for decimals. */
  readonly scale: number
}

/** Text. */
export const string = (name: string): Column => stored('string', name)

/** A whole number up to 2^53 either way. */
export const integer = (name: string): Column => stored('integer', name)

/** A floating point number. */
export const number = (name: string): Column => stored('number', name)

/** True or false; 0 and 1 in SQLite. */
export const boolean = (name: string): Column => stored('boolean', name)

/** A point in time: ISO 8601 in UTC with milliseconds. */
export const instant = (name: string): Column => stored('instant', name)

/** A day of the calendar, `YYYY-MM-DD`. */
export const date = (name: string): Column => stored('date', name)

/** Any JSON value; JSON's null is stored as no value. */
export const json = (name: string): Column => stored('json', name)

/** An exact number with a fixed count of digits behind the point, as text: `"12.50"`. */
export const decimal = (name: string, scale: number): Column => ({
  ...stored('decimal', name),
  scale,
})

/** A whole number of 64 bits, as text. */
export const bigint = (name: string): Column => stored('bigint', name)

/** Text that is encrypted before the database sees it; it can be neither filtered nor sorted. */
export const encrypted = (name: string): Column => stored('encrypted', name)

/** A value the database works out whenever the record is read. */
export function computed(type: ColumnType, expression: Sql, scale = 0): Column {
  return { type, name: null, expression, scale }
}

function stored(type: ColumnType, name: string): Column {
  return { type, name, expression: null, scale: 0 }
}
