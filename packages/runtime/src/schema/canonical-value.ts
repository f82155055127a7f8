import type { FieldSchema } from './field-schema.ts'

/** A checked value in the one form in which it is stored and compared: instants in UTC with milliseconds, ids in lower case. */
export function canonicalValue(field: FieldSchema, value: unknown): unknown {
  if (typeof value !== 'string') return value
  if (field.format === 'date-time') return new Date(value).toISOString()
  if (field.format === 'uuid') return value.toLowerCase()
  return value
}
