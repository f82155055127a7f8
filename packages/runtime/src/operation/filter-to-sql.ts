import { allOf } from '../access/index.ts'
import { everyRow, join, noRow, type Sql, type SqlPart, sql } from '../database/index.ts'
import type { Context } from './context.ts'
import type { AnyRecord, Operators, Where } from './list-query.ts'
import { readableField } from './readable-field.ts'
import { badQuery } from './refusal.ts'
import type { Resource } from './resource.ts'

const maxConditions = 50
const maxListed = 200

type Operator = keyof Operators<unknown>
type Encode = (value: unknown) => SqlPart
type Test = (expression: Sql, value: unknown, encode: Encode) => Sql

const tests: { [Name in Operator]: Test } = {
  eq: (field, value, encode) =>
    value === null ? sql`${field} is null` : sql`${field} = ${encode(value)}`,
  ne: (field, value, encode) =>
    value === null ? sql`${field} is not null` : sql`${field} is distinct from ${encode(value)}`,
  gt: (field, value, encode) => sql`${field} > ${encode(value)}`,
  gte: (field, value, encode) => sql`${field} >= ${encode(value)}`,
  lt: (field, value, encode) => sql`${field} < ${encode(value)}`,
  lte: (field, value, encode) => sql`${field} <= ${encode(value)}`,
  in: (field, value, encode) => inValues(field, value, encode),
  nin: (field, value, encode) => sql`(${inValues(field, value, encode)}) is not true`,
  contains: (field, value) => like(field, `%${escaped(value)}%`),
  startsWith: (field, value) => like(field, `${escaped(value)}%`),
  endsWith: (field, value) => like(field, `%${escaped(value)}`),
  exists: (field, value) => (value === false ? sql`${field} is null` : sql`${field} is not null`),
}

/** The operators that make sense for a column, by how its values are stored. */
const operatorsOf: { [kind: string]: readonly Operator[] } = {
  string: [
    'eq',
    'ne',
    'gt',
    'gte',
    'lt',
    'lte',
    'in',
    'nin',
    'contains',
    'startsWith',
    'endsWith',
    'exists',
  ],
  boolean: ['eq', 'ne', 'exists'],
  json: ['exists'],
  ordered: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin', 'exists'],
}

/** The operators a field may be filtered with; none for a field that cannot be filtered at all. */
export function filterOperators(resource: Resource, field: string): readonly Operator[] {
  const schema = resource.fields[field]
  return schema?.hidden || schema?.writeOnly ? [] : serverOperators(resource, field)
}

/**
 * The conditions as SQL over the entity's table. A field whose read rule hides it from the caller on some rows matches
 * only on the others, so that nobody can find a hidden value by trying.
 */
export function filterToSql(context: Context, resource: Resource, where: Where<AnyRecord>): Sql {
  const conditions: Sql[] = []
  for (const [field, wanted] of Object.entries(where)) {
    if (wanted === undefined) continue
    for (const [operator, value] of operatorsIn(wanted)) {
      conditions.push(condition(context, resource, { field, operator, value }))
    }
  }
  if (conditions.length > maxConditions) {
    throw badQuery('filter', `A filter may have at most ${maxConditions} conditions`)
  }
  return conditions.length === 0 ? everyRow : allOf(...conditions)
}

function operatorsIn(wanted: unknown): [operator: string, value: unknown][] {
  const isOperators = typeof wanted === 'object' && wanted !== null && !Array.isArray(wanted)
  return isOperators ? Object.entries(wanted) : [['eq', wanted]]
}

function condition(
  context: Context,
  resource: Resource,
  { field, operator, value }: { field: string; operator: string; value: unknown },
): Sql {
  const allowed: readonly string[] = context.outward
    ? filterOperators(resource, field)
    : serverOperators(resource, field)
  if (!allowed.includes(operator)) {
    const message =
      allowed.length === 0
        ? `"${field}" cannot be filtered`
        : `"${field}" has no operator "${operator}"; it has ${allowed.join(', ')}`
    throw badQuery(field, message)
  }
  const encode: Encode = (given) => resource.columns.encode(field, given)
  const test = tests[operator as Operator](resource.columns.expression(field), value, encode)
  const readable = readableField(context, resource, field)
  return readable === everyRow ? test : allOf(test, readable)
}

/** Server code may also filter by fields that never leave. */
function serverOperators(resource: Resource, field: string): readonly Operator[] {
  if (!resource.columns.has(field)) return []
  const type = resource.columns.typeOf(field)
  if (type === 'encrypted') return []
  return operatorsOf[type] ?? operatorsOf.ordered ?? []
}

function inValues(field: Sql, value: unknown, encode: Encode): Sql {
  if (!Array.isArray(value)) throw badQuery('in', 'A list of values is needed')
  if (value.length > maxListed) throw badQuery('in', `A list may have at most ${maxListed} values`)
  const present = value.filter((one) => one !== null && one !== undefined)
  return present.length === 0
    ? noRow
    : sql`${field} in (${join(
        present.map((one) => sql`${encode(one)}`),
        ', ',
      )})`
}

function like(field: Sql, pattern: string): Sql {
  return sql`lower(${field}) like lower(${pattern}) escape '\\'`
}

function escaped(value: unknown): string {
  return String(value).replace(/[\\%_]/g, '\\$&')
}
