import type { ColumnType } from '../column.ts'
import { encodeValue } from '../column-codec.ts'
import { type Sql, type SqlPart, type SqlValue, sql } from '../sql.ts'
import { raw } from '../sql-text.ts'
import { readDecimal, readInteger, roundDecimal } from './exact-number.ts'
import { sqliteTimeForm } from './sqlite-time-form.ts'
import { itself, type StoredForm } from './stored-form.ts'

const asText = (column: Sql): Sql => sql`cast(${column} as text)`

/** How a column of SQLite holds values of a kind; as Cambium itself would unless told. Any row may hold anything. */
export function sqliteForm(
  kind: ColumnType,
  { type, scale }: { type: string | undefined; scale: number },
): StoredForm {
  const plain: StoredForm = {
    select: itself,
    decode: readText,
    encode: (value) => value as SqlValue,
    compare: itself,
    text: itself,
    own: itself,
    listOf: null,
  }
  switch (kind) {
    case 'string':
      return textForm(plain, type)
    // the driver refuses to read what a number of JavaScript cannot hold
    case 'integer':
      return { ...plain, select: asText, decode: readInteger }
    case 'bigint':
      return { ...plain, select: asText, decode: readDigits, encode: own(kind) }
    case 'number':
      return { ...plain, select: real, decode: finite }
    case 'decimal':
      return decimalForm(plain, { type, scale })
    case 'boolean':
      return booleanForm(plain, type)
    case 'instant':
    case 'date':
      return sqliteTimeForm(plain, { kind, type })
    case 'json':
      return { ...plain, decode: readJson, encode: (value) => JSON.stringify(value) }
    default:
      return plain
  }
}

function own(kind: ColumnType): (value: unknown) => SqlPart {
  return (value) => encodeValue({ type: kind, name: '', expression: null, scale: 0 }, value)
}

function readText(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : String(value)
}

/** Identifiers in capitals are read, and asked for, in small letters as all others are. */
function textForm(plain: StoredForm, type: string | undefined): StoredForm {
  if (type === 'blob') return blobForm(plain)
  if (type === 'uuid bytes') return uuidForm(plain)
  if (type !== 'upper') return plain
  return {
    ...plain,
    decode: (value) => readText(value).toLowerCase(),
    encode: (value) => String(value).toUpperCase(),
  }
}

/** The sixteen bytes of an identifier. */
function uuidForm(plain: StoredForm): StoredForm {
  const hex = (column: Sql): Sql => sql`lower(hex(${column}))`
  return {
    ...plain,
    decode: (value) => {
      if (!(value instanceof Uint8Array) || value.length !== 16) return undefined
      const text = Buffer.from(value).toString('hex')
      return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    },
    encode: (value) => Buffer.from(String(value).replaceAll('-', ''), 'hex'),
    text: hex,
    own: hex,
  }
}

function blobForm(plain: StoredForm): StoredForm {
  return { ...plain, encode: (value) => Buffer.from(String(value), 'base64') }
}

function readDigits(value: unknown): string | undefined {
  return /^-?\d+$/.test(String(value)) ? String(value) : undefined
}

function real(column: Sql): Sql {
  return sql`case when typeof(${column}) = 'integer' then cast(${column} as real) else ${column} end`
}

function finite(value: unknown): number | undefined {
  const number = value === '' || value instanceof Uint8Array ? Number.NaN : Number(value)
  return Number.isFinite(number) ? number : undefined
}

/** In a column of text the digits are kept as they are; elsewhere SQLite keeps a number. */
function decimalForm(
  plain: StoredForm,
  { type = 'numeric', scale }: { type: string | undefined; scale: number },
): StoredForm {
  const isText = type === 'text'
  const units = raw(String(10 ** scale))
  return {
    ...plain,
    select: asText,
    decode: (value) => {
      const text = String(value)
      const exact = readDecimal(text, scale)
      if (isText && exact !== undefined) return exact
      return text.trim() === '' ? undefined : roundDecimal(Number(text), scale)
    },
    encode: (value) => {
      if (readDecimal(String(value), scale) === undefined) return String(value)
      return isText ? String(value) : Number(value)
    },
    compare: isText ? (column) => sql`cast(${column} as real)` : itself,
    own: (column) => sql`cast(round(cast(${column} as real) * ${units}) as integer)`,
  }
}

/** The two words are those of the type, yes before no: `t/f`, `Y/N`; 1 and 0 unless told. */
function booleanForm(plain: StoredForm, type: string | undefined): StoredForm {
  const [yes, no] = type?.includes('/') ? type.split('/') : []
  const words: { readonly [word: string]: boolean } = {
    ...{ '1': true, true: true, t: true, yes: true, y: true, on: true },
    ...{ '0': false, false: false, f: false, no: false, n: false, off: false },
  }
  const decode = (value: unknown): unknown => {
    if (value === yes) return true
    if (value === no) return false
    return typeof value === 'number' ? value !== 0 : words[String(value).toLowerCase()]
  }
  if (yes === undefined || no === undefined) {
    return { ...plain, decode, encode: (value) => (value ? 1 : 0) }
  }
  return {
    ...plain,
    decode,
    encode: (value) => (value ? yes : no),
    own: (column) => sql`${column} = ${yes}`,
  }
}

/** A text that is no JSON is a JSON text. */
function readJson(value: unknown): unknown {
  if (value instanceof Uint8Array) return readText(value)
  try {
    return JSON.parse(String(value))
  } catch {
    return value
  }
}
