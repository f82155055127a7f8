import type { ColumnType } from './column.ts'
import { type Fragment, type Sql, sql } from './sql.ts'
import { raw } from './sql-text.ts'

/** What a list may hold; `bigint` is text or bigints, `number` covers both kinds of numbers. */
export type ListType = Extract<
  ColumnType,
  'string' | 'integer' | 'number' | 'bigint' | 'instant' | 'date' | 'boolean'
>

/**
 * The condition that an expression is one of the values: one parameter however many there are, so one statement serves
 * lists of every length. Nulls never match. `type` is taken from the first value when left out.
 */
export function inList(
  expression: Sql,
  values: readonly unknown[],
  type: ListType = typeOfFirst(values),
): Sql {
  const list: Fragment = {
    fragment: 'in list',
    render: (dialect) =>
      dialect === 'sqlite'
        ? sql`in (select value from json_each(${jsonArray(values, type)}))`
        : sql`= any(${arrayOf(values, castsOf.get(expression) ?? type)})`,
  }
  return sql`${expression} ${list}`
}

const castsOf = new WeakMap<Sql, { readonly elements: string }>()

/** Says that an expression of PostgreSQL has another type than its values in records have: `uuid`. */
export function comparedAs(expression: Sql, elements: string): Sql {
  castsOf.set(expression, { elements })
  return expression
}

/** Says that an expression has the type of another one, a column. */
export function comparedLike(expression: Sql, column: Sql): Sql {
  const known = castsOf.get(column)
  if (known) castsOf.set(expression, known)
  return expression
}

function typeOfFirst(values: readonly unknown[]): ListType {
  const first = values.find((value) => value !== null && value !== undefined)
  if (typeof first === 'number') return Number.isInteger(first) ? 'integer' : 'number'
  if (typeof first === 'bigint') return 'bigint'
  return typeof first === 'boolean' ? 'boolean' : 'string'
}

function jsonArray(values: readonly unknown[], type: ListType): string {
  const present = values.filter((value) => value !== null && value !== undefined)
  if (type === 'bigint') return `[${present.map((value) => BigInt(value as string)).join(',')}]`
  if (type === 'boolean') return JSON.stringify(present.map(Number))
  return JSON.stringify(present)
}

function arrayOf(values: readonly unknown[], type: ListType | { readonly elements: string }): Sql {
  const text = arrayText(values)
  if (typeof type === 'object')
    return sql`cast(cast(${text} as text) as ${raw(`${type.elements}[]`)})`
  switch (type) {
    case 'integer':
    case 'bigint':
      return sql`cast(cast(${text} as text) as bigint[])`
    case 'number':
      return sql`cast(cast(${text} as text) as double precision[])`
    case 'boolean':
      return sql`cast(cast(${text} as text) as boolean[])`
    case 'instant':
      return sql`cast(cast(${text} as text) as timestamptz[])`
    case 'date':
      return sql`cast(cast(${text} as text) as date[])`
    default:
      return sql`cast(cast(${text} as text) as text[])`
  }
}

/** PostgreSQL's text form of an array. */
function arrayText(values: readonly unknown[]): string {
  const elements = values
    .filter((value) => value !== null && value !== undefined)
    .map((value) => `"${String(value).replaceAll(/["\\]/g, '\\$&')}"`)
  return `{${elements.join(',')}}`
}
