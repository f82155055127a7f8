import type { FieldKind, JsonValue, ValueType } from '../../ir/index.ts'
import { asObject } from '../source-model.ts'

/** How the values of a kind are written. */
export interface ValueForm {
  value: ValueType
  /** For messages: `a whole number`. */
  says: string
  /** The value in its canonical form, `undefined` when it is not of the kind. */
  read(value: JsonValue): JsonValue | undefined
}

/** The form of each kind of field. */
export const valueForms: Readonly<Record<string, ValueForm>> = {
  text: { value: 'string', says: 'a text', read: string(/^/) },
  email: { value: 'string', says: 'an address for mail', read: string(/^[^\s@]+@[^\s@]+$/) },
  url: { value: 'string', says: 'an http or https address', read: readUrl },
  slug: {
    value: 'string',
    says: 'lower-case letters, digits and single hyphens',
    read: string(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  },
  int: { value: 'integer', says: 'a whole number', read: readInteger },
  money: { value: 'integer', says: 'a whole number of minor units', read: readInteger },
  float: {
    value: 'number',
    says: 'a number',
    read: (value) => (typeof value === 'number' ? value : undefined),
  },
  decimal: {
    value: 'decimal',
    says: "a number, or its digits as a string: '12.50'",
    read: readDecimal,
  },
  bigint: {
    value: 'bigint',
    says: 'a whole number of 64 bits, or its digits as a string',
    read: readBigint,
  },
  bool: {
    value: 'boolean',
    says: 'true or false',
    read: (value) => (typeof value === 'boolean' ? value : undefined),
  },
  date: { value: 'date', says: "a day: '2026-11-20'", read: readDate },
  datetime: { value: 'instant', says: "an instant: '2026-11-20T09:10:00Z'", read: readInstant },
  time: { value: 'string', says: "a time of day: '09:10' or '09:10:00'", read: readTime },
  duration: {
    value: 'string',
    says: "a length of time in ISO 8601: 'PT1H30M'",
    read: string(/^P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/),
  },
  uuid: {
    value: 'string',
    says: 'a UUID in lower case',
    read: string(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
  },
  json: { value: 'json', says: 'JSON', read: (value) => (isJson(value) ? value : undefined) },
  list: {
    value: 'json',
    says: 'a list',
    read: (value) => (Array.isArray(value) ? value : undefined),
  },
  choice: { value: 'string', says: 'one of its choices', read: string(/^/) },
  point: { value: 'json', says: 'a place: { lat: 46.5, lng: 7.4 }', read: readPoint },
  file: { value: 'json', says: 'a file', read: () => undefined },
  image: { value: 'json', says: 'an image', read: () => undefined },
  vector: { value: 'json', says: 'a vector', read: () => undefined },
  secret: { value: 'string', says: 'a text', read: string(/^/) },
  password: { value: 'string', says: 'a text', read: string(/^/) },
}

/** True for a kind that stored values can have. */
export function isKind(kind: string): kind is FieldKind {
  return Object.hasOwn(valueForms, kind) || kind === 'computed'
}

/** True when the value is JSON through and through: no function, no bigint, nothing JSON cannot hold. */
export function isJson(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.every(isJson)
  const object = asObject(value)
  if (object === null) return true
  return Object.entries(object).every(
    ([key, element]) => !['$arrow', '$bigint', '$unsupported'].includes(key) && isJson(element),
  )
}

function string(pattern: RegExp): ValueForm['read'] {
  return (value) => (typeof value === 'string' && pattern.test(value) ? value : undefined)
}

function readUrl(value: JsonValue): JsonValue | undefined {
  const isUrl = typeof value === 'string' && URL.canParse(value) && /^https?:/i.test(value)
  return isUrl ? value : undefined
}

function readInteger(value: JsonValue): JsonValue | undefined {
  return Number.isSafeInteger(value) ? value : undefined
}

function digitsOf(value: JsonValue): string {
  const bigint = asObject(value)?.$bigint
  return typeof bigint === 'string'
    ? bigint
    : typeof value === 'number' || typeof value === 'string'
      ? String(value)
      : ''
}

function readDecimal(value: JsonValue): JsonValue | undefined {
  const digits = digitsOf(value)
  return /^-?\d+(\.\d+)?$/.test(digits) ? digits : undefined
}

function readBigint(value: JsonValue): JsonValue | undefined {
  const digits = digitsOf(value)
  if (!/^-?\d+$/.test(digits) || (typeof value === 'number' && !Number.isSafeInteger(value)))
    return undefined
  return BigInt.asIntN(64, BigInt(digits)) === BigInt(digits) ? String(BigInt(digits)) : undefined
}

function readDate(value: JsonValue): JsonValue | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return undefined
  const instant = new Date(`${value}T00:00:00.000Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(value)
    ? value
    : undefined
}

function readInstant(value: JsonValue): JsonValue | undefined {
  const shape = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/
  const day = typeof value === 'string' ? shape.exec(value)?.[1] : undefined
  if (typeof value !== 'string' || day === undefined || readDate(day) === undefined)
    return undefined
  const instant = new Date(value)
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString()
}

function readTime(value: JsonValue): JsonValue | undefined {
  const isTime = typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(value)
  return isTime ? (value.length === 5 ? `${value}:00` : value) : undefined
}

function readPoint(value: JsonValue): JsonValue | undefined {
  const point = asObject(value)
  if (point === null || Object.keys(point).length !== 2) return undefined
  const { lat, lng } = point
  if (typeof lat !== 'number' || typeof lng !== 'number') return undefined
  return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? { lat, lng } : undefined
}
