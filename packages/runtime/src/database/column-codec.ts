import { AppError } from '../errors/index.ts'
import type { Cipher } from './cipher.ts'
import { markSecret } from './cipher.ts'
import type { Column } from './column.ts'
import { scaleDecimal, unscaleDecimal } from './decimal.ts'
import { type Dialect, type SqlPart, type SqlValue, sqlFrom } from './sql.ts'

export type Decode = (stored: unknown) => unknown

/** What turns a stored value, never null, into the one of the record; `null` when it is the same. */
export function decoderOf(
  column: Column,
  dialect: Dialect,
  cipher: Cipher | undefined,
): Decode | null {
  switch (column.type) {
    case 'boolean':
      return dialect === 'sqlite' ? (stored) => stored !== 0 : null
    case 'json':
      return dialect === 'sqlite' ? (stored) => JSON.parse(stored as string) : null
    case 'instant':
      return dialect === 'sqlite' ? null : toInstant
    case 'decimal':
      return decimalDecoder(column.scale, dialect)
    case 'bigint':
      return dialect === 'sqlite' ? null : String
    case 'encrypted':
      return (stored) => needCipher(cipher).decrypt(stored as string)
    default:
      return null
  }
}

/** True when the value must be read as text to come out exactly. */
export function readsAsText(column: Column): boolean {
  return column.type === 'decimal' || column.type === 'bigint'
}

/** A record's value as it is bound. What cannot be a value of the column's type is refused with `invalid`. */
export function encodeValue(column: Column, value: unknown): SqlPart {
  if (value === null) return null
  switch (column.type) {
    case 'instant':
      return toInstant(value)
    case 'json':
      return JSON.stringify(value)
    case 'decimal':
      return decimalPart(scaleDecimal(value, column.scale), column.scale)
    case 'bigint':
      return toBigint(value)
    case 'encrypted':
      return markSecret(String(value)) as unknown as SqlValue
    default:
      return value as SqlValue
  }
}

const hole = ['', '']

/** The one value whose bound form differs: digits without a point in SQLite, exact text in PostgreSQL. */
function decimalPart(digits: bigint, scale: number): SqlPart {
  return {
    fragment: 'decimal',
    render: (dialect) =>
      sqlFrom(hole, [dialect === 'sqlite' ? digits : unscaleDecimal(digits, scale)]),
  }
}

function decimalDecoder(scale: number, dialect: Dialect): Decode {
  if (dialect === 'sqlite') return (stored) => unscaleDecimal(stored as string, scale)
  return (stored) => unscaleDecimal(scaleDecimal(stored, scale), scale)
}

const instantForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

function toInstant(value: unknown): string {
  if (typeof value === 'string' && instantForm.test(value)) return value
  const time = value instanceof Date ? value : new Date(String(value))
  if (Number.isNaN(time.getTime())) throw new AppError('invalid', { message: 'Not an instant' })
  return time.toISOString()
}

const limit64 = 2n ** 63n

function toBigint(value: unknown): bigint {
  if (typeof value !== 'bigint' && !/^[+-]?\d{1,19}$/.test(String(value))) {
    throw new AppError('invalid', { message: 'Not a whole number of 64 bits' })
  }
  const number = BigInt(value as string | bigint)
  if (number >= limit64 || number < -limit64) {
    throw new AppError('invalid', { message: 'Not a whole number of 64 bits' })
  }
  return number
}

function needCipher(cipher: Cipher | undefined): Cipher {
  if (cipher) return cipher
  throw new Error('The model has encrypted fields: set ENCRYPTION_KEY')
}
