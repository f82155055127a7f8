import type { ColumnType } from '../column.ts'
import type { AnyColumns } from '../columns.ts'
import { noRow } from '../constants.ts'
import { inList } from '../in-list.ts'
import { type Fragment, type Sql, sql } from '../sql.ts'
import { join, raw } from '../sql-text.ts'
import { keyValues } from './key-values.ts'

type Described = Pick<AnyColumns, 'column' | 'expression' | 'ownForm' | 'encode'>

/**
 * The condition that the id, or the property that refers to one, is this one. A key of several columns is compared
 * column by column, so that its index serves; a text that is no such key is that of no row.
 */
export function keyIs(columns: Described, id: unknown, property = 'id'): Sql {
  const { parts } = columns.column(property)
  if (!parts) return sql`${columns.expression(property)} = ${columns.encode(property, id)}`
  const values = keyValues(columns, property, id)
  if (!values) return noRow
  return join(
    parts.map((part) => sql`${columns.expression(part)} = ${columns.encode(part, values[part])}`),
    ' and ',
  )
}

/** The condition that the id, or the property that refers to one, is among these. */
export function keyIsAmong(columns: Described, ids: readonly unknown[], property = 'id'): Sql {
  const { parts } = columns.column(property)
  if (!parts) return inList(columns.expression(property), ids)
  const known = ids.flatMap((id) => {
    const values = id === null || id === undefined ? null : keyValues(columns, property, id)
    return values ? [values] : []
  })
  const last = known.at(-1)
  if (!last) return noRow
  const some = padded(known, last)
  const isLong = some.length * parts.length > maxBound
  return isLong ? rowsInJson(columns, parts, known) : rowList(columns, parts, some)
}

type KeyRow = { readonly [part: string]: unknown }

/** A statement with more values than that takes longer to read than to run, and databases take 32,766. */
const maxBound = 4_000

function rowList(columns: Described, parts: readonly string[], rows: readonly KeyRow[]): Sql {
  const listed = rows.map(
    (values) =>
      sql`(${join(
        parts.map((part) => sql`${columns.encode(part, values[part])}`),
        ', ',
      )})`,
  )
  const list: Fragment = {
    fragment: 'list of keys',
    // Rows of a list have the types of the columns in PostgreSQL, and SQLite takes no other rows than these.
    render: (dialect) =>
      dialect === 'sqlite' ? sql`values ${join(listed, ', ')}` : sql`${join(listed, ', ')}`,
  }
  return sql`(${joined(parts, columns.expression)}) in (${list})`
}

/** One value however many keys there are, in the form that Cambium's own columns have. */
function rowsInJson(columns: Described, parts: readonly string[], rows: readonly KeyRow[]): Sql {
  const texts = rows.map(
    (values) => `[${parts.map((part) => jsonOf(columns, part, values[part])).join()}]`,
  )
  const json = `[${texts.join()}]`
  const list: Fragment = {
    fragment: 'keys in JSON',
    render: (dialect) =>
      dialect === 'sqlite'
        ? sql`select ${join(parts.map(inSqlite), ', ')} from json_each(${json})`
        : sql`select ${join(parts.map(inPostgres), ', ')}
            from jsonb_array_elements(cast(cast(${json} as text) as jsonb)) as listed(value)`,
  }
  const inSqlite = (_part: string, at: number): Sql => raw(`value ->> ${at}`)
  const inPostgres = (part: string, at: number): Sql =>
    raw(`cast(listed.value ->> ${at} as ${postgresTypes[columns.column(part).type] ?? 'text'})`)
  return sql`(${joined(parts, columns.ownForm)}) in (${list})`
}

const postgresTypes: { readonly [type in ColumnType]?: string } = {
  integer: 'bigint',
  bigint: 'bigint',
  boolean: 'boolean',
  date: 'date',
  instant: 'timestamptz',
}

function jsonOf(columns: Described, part: string, value: unknown): string {
  return columns.column(part).type === 'bigint' ? String(value) : JSON.stringify(value)
}

function joined(parts: readonly string[], expression: (part: string) => Sql): Sql {
  return join(parts.map(expression), ', ')
}

/** The key as SQL to select and to compare with another one of the same parts: `("a", "b")`, or the one column. */
export function keyColumns(columns: Described, property = 'id'): { list: Sql; row: Sql } {
  const { parts } = columns.column(property)
  const list = parts ? joined(parts, columns.expression) : columns.expression(property)
  return { list, row: parts && parts.length > 1 ? sql`(${list})` : list }
}

/** Twice as many where there are more, up to a thousand, so that lists of all lengths are few statements. */
function padded<Row>(rows: readonly Row[], last: Row): Row[] {
  const few = 2 ** Math.ceil(Math.log2(rows.length))
  const length = few <= 1024 ? few : Math.ceil(rows.length / 512) * 512
  return [...rows, ...Array.from({ length: length - rows.length }, () => last)]
}
