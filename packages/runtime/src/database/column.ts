import type { Sql } from './sql.ts'
import { readStoredType, type StoredType } from './stored-type.ts'

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
  /** The properties that a key of several columns is made of, in its order. */
  readonly parts?: readonly string[]
  /** The type of a column that Cambium did not make. */
  readonly stored?: StoredType
}

/** Text. */
export const string = (name: string): Column => own('string', name)

/** A whole number up to 2^53 either way. */
export const integer = (name: string): Column => own('integer', name)

/** A floating point number. */
export const number = (name: string): Column => own('number', name)

/** True or false; 0 and 1 in SQLite. */
export const boolean = (name: string): Column => own('boolean', name)

/** A point in time: ISO 8601 in UTC with milliseconds. */
export const instant = (name: string): Column => own('instant', name)

/** A day of the calendar, `YYYY-MM-DD`. */
export const date = (name: string): Column => own('date', name)

/** Any JSON value; JSON's null is stored as no value. */
export const json = (name: string): Column => own('json', name)

/** An exact number with a fixed count of digits behind the point, as text: `"12.50"`. */
export const decimal = (name: string, scale: number): Column => ({
  ...own('decimal', name),
  scale,
})

/** A whole number of 64 bits, as text. */
export const bigint = (name: string): Column => own('bigint', name)

/** Text that is encrypted before the database sees it; it can be neither filtered nor sorted. */
export const encrypted = (name: string): Column => own('encrypted', name)

/** A column of an adopted table, by the type it has there: `timestamp`, `text[]`, `epoch`, `int4, default`. */
export function storedAs(column: Column, type: string): Column {
  return { ...column, stored: readStoredType(type) }
}

/** A value the database works out whenever the record is read. */
export function computed(type: ColumnType, expression: Sql, scale = 0): Column {
  return { type, name: null, expression, scale }
}

/** An id made of other properties of the record, as text; none where one of them is none. */
export function key(...parts: string[]): Column {
  return { type: 'string', name: null, expression: null, scale: 0, parts }
}

function own(type: ColumnType, name: string): Column {
  return { type, name, expression: null, scale: 0 }
}
