import type { JsonValue } from '@cambium/model'
import { parseExactJson } from '../../exact-json/index.ts'
import { isBlank, type RawValue } from './column-look.ts'
import type { DecidedType } from './decide-type.ts'
import { instantOfNumber, instantOfText } from './time-value.ts'

/** Makes a value of what SQLite gave. What does not fit its type is given as it is: it is refused where it is loaded. */
export type ReadValue = (value: Exclude<RawValue, null>) => JsonValue

/** How the values of a column are read. */
export function valueReader(
  decided: Pick<DecidedType, 'type' | 'unit' | 'blankIsNull'>,
): ReadValue {
  const read = fullValueReader(decided)
  if (!decided.blankIsNull) return read
  return (value) => (typeof value === 'string' && isBlank(value) ? null : read(value))
}

function fullValueReader({ type, unit }: Pick<DecidedType, 'type' | 'unit'>): ReadValue {
  switch (type.kind) {
    case 'boolean':
      return truthOf
    case 'decimal':
      return (value) => (isNumber(value) ? digitsOf(value, type.scale) : plain(value))
    case 'instant':
      return (value) => {
        if (typeof value === 'string') return instantOfText(value)
        return isNumber(value) ? instantOfNumber(Number(value), unit) : plain(value)
      }
    case 'date':
      return (value) => (typeof value === 'string' ? value.slice(0, 10) : plain(value))
    case 'time':
      return (value) => (typeof value === 'string' ? clockOf(value) : plain(value))
    case 'json':
      return (value) => (typeof value === 'string' ? jsonOf(value) : plain(value))
    case 'uuid':
      return (value) => (value instanceof Uint8Array ? uuidOf(value) : plain(value))
    case 'text':
      return (value) => String(plain(value))
    case 'other':
      return (value) => (value instanceof Uint8Array ? `x'${hexOf(value)}'` : String(plain(value)))
    default:
      return plain
  }
}

function isNumber(value: RawValue): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint'
}

/** Digits stay a text where a number would lose some, bytes are base64. */
function plain(value: Exclude<RawValue, null>): JsonValue {
  if (typeof value === 'bigint') {
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : String(value)
  }
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}

const truths: ReadonlySet<string> = new Set(['true', 't', 'yes', 'y'])
const untruths: ReadonlySet<string> = new Set(['false', 'f', 'no', 'n'])

function truthOf(value: Exclude<RawValue, null>): JsonValue {
  if (isNumber(value)) {
    const number = Number(value)
    return number === 0 || number === 1 ? number === 1 : plain(value)
  }
  const word = String(value).toLowerCase()
  if (truths.has(word)) return true
  return untruths.has(word) ? false : plain(value)
}

/** With as many digits behind the point as the type has, or as the number needs. */
function digitsOf(value: number | bigint, scale: number | null): string {
  if (typeof value === 'bigint') return scale ? `${value}.${'0'.repeat(scale)}` : String(value)
  if (!Number.isFinite(value)) return String(value)
  if (scale !== null) return Math.abs(value) < 1e21 ? value.toFixed(scale) : String(BigInt(value))
  if (!/e/.test(String(value))) return String(value)
  return Number.isInteger(value) ? String(BigInt(value)) : value.toFixed(20).replace(/0+$/, '')
}

function clockOf(text: string): string {
  return text.length === 5 ? `${text}:00` : text.slice(0, 8)
}

function jsonOf(text: string): JsonValue {
  try {
    return parseExactJson(text)
  } catch {
    return text
  }
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

function uuidOf(bytes: Uint8Array): string {
  return hexOf(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.+)$/, '$1-$2-$3-$4-$5')
}
