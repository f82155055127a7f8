import type { CheckPart } from '../check-column.ts'
import { type FuzzValue, fuzzColumns } from './random-check.ts'

type Row = ReadonlyMap<string, FuzzValue>
type Value = FuzzValue['value']

/** Whether all parts let the row pass, as the model would decide it. */
export function passesParts(parts: readonly CheckPart[], row: Row): boolean {
  return parts.every((part) => passesPart(part, row))
}

function passesPart(part: CheckPart, row: Row): boolean {
  if (part.kind === 'arrow') return calls(part.arrow, row) === true
  const value = row.get(part.column)?.value ?? null
  if (part.kind === 'required') return value !== null
  if (value === null) return true
  if (part.kind === 'choice') return part.values.includes(String(value))
  const size = isText(part.column) ? [...String(value)].length : value
  const isShort = part.min !== undefined && size < part.min
  const isLong = part.max !== undefined && size > part.max
  const isOdd = part.pattern !== undefined && !new RegExp(part.pattern, 'u').test(String(value))
  return !(isShort || isLong || isOdd)
}

function isText(name: string): boolean {
  return fuzzColumns.find((column) => column.name === name)?.kind === 'text'
}

/** What an arrow gives for a row: it is code of ours. */
export function calls(arrow: string, row: Row): Value | undefined {
  const record = Object.fromEntries(
    fuzzColumns.map(({ name, field }) => [field, row.get(name)?.value ?? null]),
  )
  const made: unknown = new Function(`return (${arrow})`)()
  return typeof made === 'function' ? made(record) : undefined
}
