import type { AnyColumns } from '../columns.ts'
import { noRow } from '../constants.ts'
import { inList } from '../in-list.ts'
import { type Fragment, type Sql, sql } from '../sql.ts'
import { join } from '../sql-text.ts'
import { keyValues } from './key-values.ts'

type Described = Pick<AnyColumns, 'column' | 'expression' | 'encode'>

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
  const rows = padded(known, last).map(
    (values) =>
      sql`(${join(
        parts.map((part) => sql`${columns.encode(part, values[part])}`),
        ', ',
      )})`,
  )
  const list: Fragment = {
    fragment: 'among keys',
    // Rows of a list have the types of the columns in PostgreSQL, and SQLite takes no other rows than these.
    render: (dialect) =>
      dialect === 'sqlite' ? sql`values ${join(rows, ', ')}` : sql`${join(rows, ', ')}`,
  }
  const names = join(
    parts.map((part) => columns.expression(part)),
    ', ',
  )
  return sql`(${names}) in (${list})`
}

/** The key as SQL to select and to compare with another one of the same parts: `("a", "b")`, or the one column. */
export function keyColumns(columns: Described, property = 'id'): { list: Sql; row: Sql } {
  const { parts } = columns.column(property)
  const list = parts
    ? join(
        parts.map((part) => columns.expression(part)),
        ', ',
      )
    : columns.expression(property)
  return { list, row: parts && parts.length > 1 ? sql`(${list})` : list }
}

/** Twice as many where there are more, so that lists of all lengths are few statements. */
function padded<Row>(rows: readonly Row[], last: Row): Row[] {
  const length = 2 ** Math.ceil(Math.log2(rows.length))
  return [...rows, ...Array.from({ length: length - rows.length }, () => last)]
}
