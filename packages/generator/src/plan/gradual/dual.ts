import type { JsonValue } from '@cambium/model'
import type { Column, Table } from '../storage.ts'

/** Two columns of one field, which hold the same value while old and new code run beside each other. */
export interface DualColumns {
  /** The column old code writes. */
  former: Column
  /** The column new code writes. */
  now: Column
  /** What an empty value becomes where the field must have one; `null` where it may be empty. */
  whenEmpty: JsonValue
  /** The values both codes know; `null` where any will do. */
  choices: string[] | null
}

/** A column that old code leaves empty and new code wants a value in. */
export interface FilledColumn {
  column: Column
  value: JsonValue
}

/** What triggers keep right in one table while both codes run. */
export interface DualTable {
  table: Table
  pairs: DualColumns[]
  fills: FilledColumn[]
}

/** The name of a trigger: `cambium_dual_e4`, `cambium_dual_e4_12`. */
export function dualName({ key }: Table, column?: Column): string {
  return column ? `cambium_dual_${key}_${column.key}` : `cambium_dual_${key}`
}
