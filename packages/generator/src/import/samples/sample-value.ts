import type { JsonValue } from '@cambium/model'
import type { ColumnReading } from './decide-column.ts'
import { isAbsentWord, isNothing } from './facts/index.ts'
import { readForm } from './forms/index.ts'

/** A value in the form of its column. */
export function sampleValue(value: JsonValue | undefined, reading: ColumnReading): JsonValue {
  if (value === undefined || value === null) return null
  const { form, order } = reading
  if (typeof value !== 'string') {
    if (form === 'text') return JSON.stringify(value)
    return form === 'number' ? String(value) : value
  }
  if (isNothing(value)) return null
  if (form === 'plain' || form === 'text' || form === 'number') return value
  const text = value.trim()
  if (isAbsentWord(text)) return null
  return form === 'zeroOne' ? text === '1' : readForm(text, form, order)
}
