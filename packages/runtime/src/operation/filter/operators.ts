import {
  everyRow,
  type Fragment,
  join,
  keyIs,
  keyIsAmong,
  noRow,
  type Sql,
  type SqlPart,
  sql,
} from '../../database/index.ts'
import type { Operators } from '../list-query.ts'
import { badQuery } from '../refusal.ts'
import type { Resource } from '../resource.ts'
import { placeToSql } from './place-to-sql.ts'

/** A test a field can be put to. */
export type Operator = keyof Operators<unknown>

const maxListed = 200
const maxSoughtLength = 200

type Encode = (value: unknown) => SqlPart
type Test = (expression: Sql, value: unknown, encode: Encode) => Sql

const tests: { [name: string]: Test } = {
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
  contains: (field, value) => sql`${position(field, sought(value))} > 0`,
  startsWith: (field, value) => startsWith(field, sought(value)),
  endsWith: (field, value) => endsWith(field, sought(value)),
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

/** Server code may also filter by fields that never leave. */
export function serverOperators(resource: Resource, field: string): readonly Operator[] {
  if (!resource.columns.has(field)) return []
  const type = resource.columns.typeOf(field)
  if (type === 'encrypted') return []
  if (resource.points?.[field] !== undefined) return ['near', 'within', 'exists']
  return operatorsOf[type] ?? operatorsOf.ordered ?? []
}

/** What a test costs, in conditions: looking for a text reads all of every row. */
export function costOf(operator: string): number {
  return operator === 'contains' || operator === 'endsWith' ? 10 : 1
}

const looksInside = ['contains', 'startsWith', 'endsWith']

/** One test of one field as SQL. The operator is one of those the field has. */
export function testToSql(
  resource: Resource,
  field: string,
  { operator, value }: { operator: string; value: unknown },
): Sql {
  if (operator === 'near' || operator === 'within') {
    return placeToSql(resource, field, { operator, value })
  }
  const test = tests[operator]
  if (!test) throw new TypeError(`No test is called "${operator}"`)
  const { columns } = resource
  if (columns.column(field).parts && value !== null) {
    if (operator === 'eq') return keyIs(columns, value, field)
    if (operator === 'in') return keyIsAmong(columns, listed(value), field)
  }
  const expression = looksInside.includes(operator)
    ? columns.text(field)
    : columns.expression(field)
  return test(expression, value, (given) => columns.encode(field, given))
}

function listed(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw badQuery('in', 'A list of values is needed')
  if (value.length > maxListed) throw badQuery('in', `A list may have at most ${maxListed} values`)
  return value.filter((one) => one !== null && one !== undefined)
}

function inValues(field: Sql, value: unknown, encode: Encode): Sql {
  const present = listed(value)
  return present.length === 0
    ? noRow
    : sql`${field} in (${join(
        present.map((one) => sql`${encode(one)}`),
        ', ',
      )})`
}

function sought(value: unknown): string {
  const text = String(value)
  if (text.length <= maxSoughtLength) return text
  throw badQuery('filter', `A text to look for may have at most ${maxSoughtLength} characters`)
}

/**
 * Where a text stands in another, from 1, or 0. Not `like '%...%'`: that tries the whole pattern at every letter, one
 * letter after the other, and a text made for it holds up everybody else.
 */
function position(field: Sql, text: string): Sql {
  const name: Fragment = {
    fragment: 'position',
    render: (dialect) => (dialect === 'sqlite' ? sql`instr` : sql`strpos`),
  }
  return sql`${name}(lower(${field}), lower(${text}))`
}

function startsWith(field: Sql, text: string): Sql {
  const pattern = `${text.replace(/[\\%_]/g, '\\$&')}%`
  return sql`lower(${field}) like lower(${pattern}) escape '\\'`
}

function endsWith(field: Sql, text: string): Sql {
  if (text === '') return sql`${field} is not null`
  const end: Fragment = {
    fragment: 'end of text',
    render: (dialect) =>
      dialect === 'sqlite'
        ? sql`substr(lower(${field}), -length(${text}))`
        : sql`right(lower(${field}), length(${text}))`,
  }
  return sql`${end} = lower(${text})`
}

/** A condition turned round: it holds where the other does not, unknown values among them. */
export function negated(condition: Sql): Sql {
  if (condition === everyRow) return noRow
  return condition === noRow ? everyRow : sql`(${condition}) is not true`
}
