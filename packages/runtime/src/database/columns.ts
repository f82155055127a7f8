import type { Column, ColumnType } from './column.ts'
import { encodeValue, readsAsText } from './column-codec.ts'
import { type Dialect, type Fragment, type Sql, type SqlPart, sql } from './sql.ts'
import { identifier, join, quoteIdentifier, raw } from './sql-text.ts'

const mark: unique symbol = Symbol('columns')

/** The columns of one table and what their values are in a record. In a template it is the list to select. */
export interface Columns<Record extends object> extends Fragment {
  readonly [mark]: true
  readonly table: string
  /** The properties in the order they are selected. */
  readonly properties: readonly (keyof Record & string)[]
  /** True for the record's own properties, computed ones included. */
  has(property: string): boolean
  typeOf(property: string): ColumnType
  /** The value for filters and sorts: `"tasks"."due_at"`, or the expression of a computed property. */
  expression(property: string): Sql
  /** A record's value as it is bound beside `expression(property)`. */
  encode(property: string, value: unknown): SqlPart
  /** The property stored in a column, for messages. */
  propertyOf(column: string): string | undefined
  column(property: string): Column
}

export type AnyColumns = Columns<{ [property: string]: unknown }>

/** Describes a table's columns: the one place that knows how each property is stored. */
export function columns<Record extends object>(
  table: string,
  spec: { readonly [Property in keyof Record]-?: Column },
): Columns<Record> {
  const byProperty = new Map<string, Column>(Object.entries(spec))
  const byName = new Map<string, string>()
  const expressions = new Map<string, Sql>()
  for (const [property, column] of byProperty) {
    if (column.name !== null) byName.set(column.name, property)
    expressions.set(property, expressionOf(table, column))
  }
  const selected = once(() =>
    join(
      [...byProperty].map(([property, column]) =>
        readsAsText(column)
          ? sql`cast(${expressions.get(property) as Sql} as text)`
          : (expressions.get(property) as Sql),
      ),
      ', ',
    ),
  )
  const columnOf = (property: string): Column => {
    const column = byProperty.get(property)
    if (!column) throw new TypeError(`The table ${table} has nothing to keep "${property}" in`)
    return column
  }
  return {
    [mark]: true,
    fragment: `columns of ${table}`,
    table,
    properties: [...byProperty.keys()] as (keyof Record & string)[],
    has: (property) => byProperty.has(property),
    typeOf: (property) => columnOf(property).type,
    expression: (property) => filterable(expressions, columnOf(property), property),
    encode: (property, value) => encodeValue(columnOf(property), value),
    propertyOf: (column) => byName.get(column),
    column: columnOf,
    render: (_dialect: Dialect) => selected(),
  }
}

/** True for what `columns` made. */
export function isColumns(part: object): part is AnyColumns {
  return (part as Partial<AnyColumns>)[mark] === true
}

function expressionOf(table: string, column: Column): Sql {
  if (column.name !== null) {
    return raw(`${quoteIdentifier(table)}.${quoteIdentifier(column.name)}`)
  }
  if (column.expression === null) throw new TypeError('A column needs a name or an expression')
  return sql`(${column.expression})`
}

function filterable(expressions: Map<string, Sql>, column: Column, property: string): Sql {
  if (column.type === 'encrypted') {
    throw new TypeError(`"${property}" is encrypted: it can be neither filtered nor sorted`)
  }
  return expressions.get(property) as Sql
}

function once(make: () => Sql): () => Sql {
  let made: Sql | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** The table's name as an identifier. */
export function tableOf(described: { readonly table: string }): Sql {
  return identifier(described.table)
}
