import type { ColumnType } from '../database/index.ts'

/** The values that have an order and can be told apart: lists are sorted by them, and aggregates grouped. */
export const comparableTypes: readonly ColumnType[] = [
  'string',
  'integer',
  'number',
  'boolean',
  'instant',
  'date',
  'decimal',
  'bigint',
]
