import type { Column, ColumnType } from '../column.ts'

/** What a key is made of, by the names of properties. */
export interface KeyColumns {
  column(property: string): Column
}

/** The text of a key: its parts with `~` between them, `!` in front of a `~` or `!` that is in one. */
export function joinKey(values: readonly unknown[]): string | null {
  if (values.some((value) => value === null || value === undefined)) return null
  if (values.length === 1) return String(values[0])
  return values.map((value) => String(value).replaceAll(/[!~]/g, '!$&')).join('~')
}

/** The parts of a key in the form they have in records; `null` for a text that is no such key. */
export function splitKey(types: readonly ColumnType[], text: string): unknown[] | null {
  const texts = types.length === 1 ? [text] : textsOf(text)
  if (texts?.length !== types.length) return null
  const values = texts.map((part, at) => readPart(types[at] ?? 'string', part))
  return values.includes(undefined) ? null : values
}

/** The values of a record's key under this property; `null` for a text that is no such key. */
export function keyValues(
  columns: KeyColumns,
  property: string,
  id: unknown,
): { [part: string]: unknown } | null {
  const { parts = [] } = columns.column(property)
  const types = parts.map((part) => columns.column(part).type)
  const values = splitKey(types, String(id))
  return values && Object.fromEntries(parts.map((part, at) => [part, values[at]]))
}

/** The record with its keys of several columns as the other values make them. */
export function withKeys<Record extends { [property: string]: unknown }>(
  columns: KeyColumns & { readonly properties: readonly string[] },
  record: Record,
): Record {
  const keys = columns.properties.flatMap((property): [string, string | null][] => {
    const { parts } = columns.column(property)
    return parts ? [[property, joinKey(parts.map((part) => record[part]))]] : []
  })
  return keys.length === 0 ? record : { ...record, ...Object.fromEntries(keys) }
}

/** Splits at each `~` that is one; `null` where a `!` stands before anything but `~` and `!`. */
function textsOf(text: string): string[] | null {
  if (!/^(?:[^!]|![!~])*$/su.test(text)) return null
  const pieces = text.match(/(?:[^!~]|![!~])+|~/gsu) ?? []
  const texts = ['']
  for (const piece of pieces) {
    if (piece === '~') texts.push('')
    else texts[texts.length - 1] = piece.replaceAll(/!([!~])/gu, '$1')
  }
  return texts
}

const whole = /^(?:0|-?[1-9]\d{0,18})$/
const limit64 = 2n ** 63n

/** Only the one text that a value has is read as it, so that a record has one id. */
function readPart(type: ColumnType, text: string): unknown {
  switch (type) {
    case 'integer':
      return whole.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined
    case 'bigint':
      return whole.test(text) && isOf64Bits(BigInt(text)) ? text : undefined
    case 'boolean':
      return text === 'true' || text === 'false' ? text === 'true' : undefined
    case 'date':
      return isInstant(`${text}T00:00:00.000Z`) ? text : undefined
    case 'instant':
      return isInstant(text) ? text : undefined
    default:
      return text.includes('\0') ? undefined : text
  }
}

function isOf64Bits(number: bigint): boolean {
  return number < limit64 && number >= -limit64
}

/** With milliseconds; tables of others may have microseconds. */
function isInstant(text: string): boolean {
  const whole = text.replace(/(\.\d{3})(?!000)\d{3}Z$/, '$1Z')
  const time = /^\d{4}-/.test(whole) ? Date.parse(whole) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString() === whole
}
