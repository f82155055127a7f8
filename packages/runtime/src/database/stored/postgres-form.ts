import type { ColumnType } from '../column.ts'
import { encodeValue } from '../column-codec.ts'
import { type Sql, type SqlPart, sql } from '../sql.ts'
import { raw } from '../sql-text.ts'
import { arrayLiteral } from './array-literal.ts'
import { readDecimal, readInteger } from './exact-number.ts'
import { readInterval } from './read-interval.ts'
import { readDay, readInstant } from './read-time.ts'
import { itself, type StoredForm } from './stored-form.ts'

/** The type Cambium itself gives to each kind of values. */
const ownTypes: { readonly [type in ColumnType]?: string } = {
  string: 'text',
  integer: 'bigint',
  number: 'double precision',
  boolean: 'boolean',
  instant: 'timestamptz',
  date: 'date',
  json: 'jsonb',
  decimal: 'numeric',
  bigint: 'bigint',
}

/** In front of an enum that a domain is made of: the server compares the one and not the other. */
const domain = 'domain '

/** What the server can neither tell apart nor sort. */
const unordered = /^(?:xml|json|point|box|polygon|circle|line|lseg|path|aclitem)$/

const texts = ['text', 'varchar', 'character varying']
const wholes = ['smallint', 'integer', 'bigint', 'int2', 'int4', 'int8']
const asText = (column: Sql): Sql => sql`cast(${column} as text)`

/** How a column of PostgreSQL of that type holds values of a kind; of its own type unless told. */
export function postgresForm(
  kind: ColumnType,
  { type = ownTypes[kind] ?? 'text', scale }: { type: string | undefined; scale: number },
): StoredForm {
  const isDomain = type.startsWith(domain)
  const base = baseOf(isDomain ? type.slice(domain.length) : type)
  const hasOrder = !unordered.test(base)
  const plain: StoredForm = {
    select: asText,
    decode: (value) => value,
    encode: castAs(hasOrder ? base : 'text'),
    ...(!hasOrder && { write: castAs(base) }),
    compare: isDomain
      ? (column) => sql`cast(${column} as ${raw(base)})`
      : hasOrder
        ? itself
        : asText,
    text: texts.includes(base) ? itself : asText,
    own: itself,
    listOf: wholes.includes(base) || texts.includes(base) ? null : base,
  }
  switch (kind) {
    case 'string':
      return textForm(plain, base)
    case 'integer':
      return {
        ...plain,
        decode: readInteger,
        encode: castAs(numberType(base)),
        own: wholeNumber(base),
      }
    case 'bigint':
      return {
        ...plain,
        decode: String,
        encode: exactly(kind, castAs(numberType(base))),
        own: wholeNumber(base),
      }
    case 'number':
      return { ...plain, decode: (value) => finite(Number(value)), own: numbersOnly(itself) }
    case 'decimal':
      return decimalForm(plain, base, scale)
    case 'boolean':
      return booleanForm(plain, base)
    case 'instant':
      return instantForm(plain, base)
    case 'date':
      return { ...plain, decode: (value) => readDay(String(value)) }
    case 'json':
      return jsonForm(plain, base)
    default:
      return plain
  }
}

function textForm(plain: StoredForm, base: string): StoredForm {
  if (texts.includes(base)) return { ...plain, select: itself }
  if (base === 'uuid') return uuidForm(plain)
  if (base === 'interval') return { ...plain, decode: (value) => readInterval(String(value)) }
  if (base !== 'bytea') return { ...plain, own: asText }
  const encoded = (column: Sql): Sql => sql`translate(encode(${column}, 'base64'), E'\n', '')`
  const encode = (value: unknown): Sql => sql`decode(cast(${String(value)} as text), 'base64')`
  return { ...plain, select: encoded, text: encoded, own: encoded, encode }
}

const uuid = /^[\da-f]{8}-?(?:[\da-f]{4}-?){3}[\da-f]{12}$/i

/** What is no UUID is found nowhere; as a value to write it is refused. */
function uuidForm(plain: StoredForm): StoredForm {
  const write = castAs('uuid')
  const encode = (value: unknown): SqlPart => write(uuid.test(String(value)) ? value : null)
  return { ...plain, encode, write, own: asText }
}

function decimalForm(plain: StoredForm, base: string, scale: number): StoredForm {
  const number = (column: Sql): Sql => sql`cast(${column} as numeric)`
  return {
    ...plain,
    select: base === 'money' ? (column) => asText(number(column)) : asText,
    decode: (value) => readDecimal(String(value), scale),
    encode: (value) => castAs(base)(String(value)),
    own: numbersOnly(base === 'numeric' ? itself : number),
  }
}

/** There is no way from some numbers to others but over text. */
function wholeNumber(base: string): (column: Sql) => Sql {
  return wholes.includes(base) ? itself : (column) => sql`cast(${asText(column)} as numeric)`
}

/** What is no number is nothing to add up. */
function numbersOnly(read: (column: Sql) => Sql): (column: Sql) => Sql {
  return (column) => {
    const value = read(column)
    return sql`case when cast(${value} as text) not in ('NaN', 'Infinity', '-Infinity') then ${value} end`
  }
}

function booleanForm(plain: StoredForm, base: string): StoredForm {
  if (base === 'boolean' || base === 'bool') return { ...plain, select: itself }
  const isTrue = (value: unknown): boolean => /^(?:1|t|true|y|yes|on)$/i.test(String(value))
  return {
    ...plain,
    decode: isTrue,
    encode: (value) => castAs(base)(value ? '1' : '0'),
    own: (column) => sql`${column} = ${castAs(base)('1')}`,
  }
}

function instantForm(plain: StoredForm, base: string): StoredForm {
  const isZoned = /with time zone|timestamptz/.test(base)
  return {
    ...plain,
    decode: (value) => readInstant(String(value)),
    encode: (value) => castAs(base)(instantText(value)),
    own: isZoned ? itself : (column) => sql`cast(${column} as timestamp) at time zone 'UTC'`,
  }
}

/** What was read as text because no record can say it: `infinity`, years before Christ and after 9999. */
function unfitTime(value: string): string | undefined {
  return /^-?infinity$| BC$|^\d{5,}-/.test(value) ? value : undefined
}

/** With the microseconds it was given. */
function instantText(value: unknown): string {
  const text = typeof value === 'string' ? (readInstant(value) ?? unfitTime(value)) : undefined
  return (
    text ?? String(encodeValue({ type: 'instant', name: '', expression: null, scale: 0 }, value))
  )
}

function jsonForm(plain: StoredForm, base: string): StoredForm {
  if (base.endsWith('[]')) return arrayForm(plain, base)
  if (base === 'point') return pointForm(plain)
  const select = /^jsonb?$/.test(base) ? itself : (column: Sql) => sql`to_jsonb(${column})`
  const encode = (value: unknown): Sql => castAs(base)(JSON.stringify(value))
  return { ...plain, select, encode, write: encode }
}

function pointForm(plain: StoredForm): StoredForm {
  const encode = (value: unknown): Sql => {
    const { lat, lng } = value as { lat?: unknown; lng?: unknown }
    return castAs('point')(`(${Number(lng)},${Number(lat)})`)
  }
  const select = (column: Sql): Sql =>
    sql`case when ${column} is not null then jsonb_build_object('lat', (${column})[1], 'lng', (${column})[0]) end`
  return { ...plain, select, encode, write: encode }
}

const exactElements = /^(?:bigint|int8|numeric|money)\[\]$/

function arrayForm(plain: StoredForm, base: string): StoredForm {
  const isTime = base.startsWith('timestamp')
  const isExact = exactElements.test(base)
  const timeOf = (value: unknown): unknown =>
    typeof value === 'string' ? (readInstant(value) ?? value) : value
  return {
    ...plain,
    select: (column) =>
      isExact && !/^(?:bigint|int8)/.test(base)
        ? sql`to_jsonb(cast(${column} as text[]))`
        : sql`to_jsonb(${column})`,
    decode: (value) => (isTime && Array.isArray(value) ? value.map(timeOf) : value),
    encode: (value) => castThroughText(base)(arrayLiteral(Array.isArray(value) ? value : [value])),
  }
}

function finite(number: number): number | undefined {
  return Number.isFinite(number) ? number : undefined
}

function exactly(kind: 'bigint', encode: (value: SqlPart) => Sql): (value: unknown) => Sql {
  const column = { type: kind, name: '', expression: null, scale: 0 } as const
  return (value) => encode(encodeValue(column, value))
}

/** A whole number outside the column's range is compared, and found nowhere. */
function numberType(base: string): string {
  return wholes.includes(base) ? 'bigint' : base
}

/** A type without its measures: a cast would cut to them in silence, where an assignment refuses. */
function baseOf(type: string): string {
  const bare = type.replaceAll(/\s*\(\s*\d+(?:\s*,\s*-?\d+)?\s*\)/g, '').trim()
  if (bare === 'character' || bare === 'char') return 'bpchar'
  return bare === 'bit' ? 'bit varying' : bare
}

/** The value as one of a type. */
function castAs(type: string): (value: unknown) => Sql {
  return (value) => sql`cast(${value as SqlPart} as ${raw(type)})`
}

/** The same for a value that a driver would otherwise take apart itself. */
function castThroughText(type: string): (value: string) => Sql {
  return (value) => sql`cast(cast(${value} as text) as ${raw(type)})`
}
