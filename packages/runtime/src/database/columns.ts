import type { Cipher } from './cipher.ts'
import type { Column, ColumnType } from './column.ts'
import { type Decode, decoderOf, encodeValue, readsAsText } from './column-codec.ts'
import { comparedAs } from './in-list.ts'
import { keyPart, keyText } from './keys/index.ts'
import { type Dialect, type Fragment, type Sql, type SqlPart, sql } from './sql.ts'
import { identifier, join, quoteIdentifier, raw } from './sql-text.ts'
import { type ForeignColumn, foreignColumn } from './stored/index.ts'
import type { StoredType } from './stored-type.ts'

const mark: unique symbol = Symbol('columns')

/** The columns of one table and what their values are in a record. In a template it is the list to select. */
export interface Columns<Record extends object> extends Fragment {
  readonly [mark]: true
  readonly table: string
  /** Others made the table. */
  readonly adopted: boolean
  /** The properties in the order they are selected. */
  readonly properties: readonly (keyof Record & string)[]
  /** True for the record's own properties, computed ones included. */
  has(property: string): boolean
  typeOf(property: string): ColumnType
  /** The value for filters and sorts: `"tasks"."due_at"`, or the expression of a computed property. */
  expression(property: string): Sql
  /** The value as text, for looking inside it. */
  text(property: string): Sql
  /** The value in the form Cambium keeps it in, for adding up and grouping: the same but in adopted tables. */
  ownForm(property: string): Sql
  /** A record's value as it is bound beside `expression(property)`. */
  encode(property: string, value: unknown): SqlPart
  /** A record's value as it is written. */
  write(property: string, value: unknown): SqlPart
  /** The property stored in a column, for messages. */
  propertyOf(column: string): string | undefined
  column(property: string): Column
  /** What turns a selected value into the one of the record; `null` when it is the same. */
  decoder(property: string, dialect: Dialect, cipher: Cipher | undefined): Decode | null
}

/** What is said of a table as a whole. */
export interface TableOptions {
  /** Others made it, and any of its columns may be of a type of their choice. */
  readonly adopted?: boolean
}

export type AnyColumns = Columns<{ [property: string]: unknown }>

/** Describes a table's columns: the one place that knows how each property is stored. */
export function columns<Record extends object>(
  table: string,
  spec: { readonly [Property in keyof Record]-?: Column },
  { adopted = false }: TableOptions = {},
): Columns<Record> {
  const foreign = new Map<string, ForeignColumn>()
  const byProperty = new Map<string, Column>(
    Object.entries<Column>(spec).map(([property, column]) => [
      property,
      adopted && column.name !== null ? { stored: asOurs, ...column } : column,
    ]),
  )
  const byName = new Map<string, string>()
  const expressions = new Map<string, Sql>()
  const columnOf = (property: string): Column => {
    const column = byProperty.get(property)
    if (!column) throw new TypeError(`The table ${table} has nothing to keep "${property}" in`)
    return column
  }
  for (const [property, column] of byProperty) {
    if (column.parts) continue
    if (column.name !== null) byName.set(column.name, property)
    const plain = expressionOf(table, column)
    const other = isForeign(column)
      ? foreignColumn(column, plain, `${table}.${column.name ?? property}`)
      : undefined
    if (other) foreign.set(property, other)
    if (other?.listOf) comparedAs(other.compared, other.listOf)
    expressions.set(property, other?.compared ?? plain)
  }
  for (const [property, { parts = [] }] of byProperty) {
    if (parts.length === 0) continue
    const texts = parts.map((part) =>
      keyPart(columnOf(part).type, foreign.get(part)?.own ?? (expressions.get(part) as Sql)),
    )
    expressions.set(property, keyText(texts))
  }
  const selected = once(() =>
    join(
      [...byProperty].map(([property, column]) => {
        const plain = expressions.get(property) as Sql
        const selected = foreign.get(property)?.selected
        return selected ?? (readsAsText(column) ? sql`cast(${plain} as text)` : plain)
      }),
      ', ',
    ),
  )
  return {
    [mark]: true,
    fragment: `columns of ${table}`,
    table,
    adopted,
    properties: [...byProperty.keys()] as (keyof Record & string)[],
    has: (property) => byProperty.has(property),
    typeOf: (property) => columnOf(property).type,
    expression: (property) => filterable(expressions, columnOf(property), property),
    text: (property) =>
      foreign.get(property)?.text ?? filterable(expressions, columnOf(property), property),
    ownForm: (property) =>
      foreign.get(property)?.own ?? filterable(expressions, columnOf(property), property),
    encode: (property, value) =>
      foreign.get(property)?.encode(value) ?? encodeValue(columnOf(property), value),
    write: (property, value) =>
      foreign.get(property)?.write(value) ?? encodeValue(columnOf(property), value),
    propertyOf: (column) => byName.get(column),
    column: columnOf,
    decoder: (property, dialect, cipher) =>
      foreign.get(property)?.decoder(dialect) ?? decoderOf(columnOf(property), dialect, cipher),
    render: (_dialect: Dialect) => selected(),
  }
}

/** True for what `columns` made. */
export function isColumns(part: object): part is AnyColumns {
  return (part as Partial<AnyColumns>)[mark] === true
}

const asOurs: StoredType = { type: undefined, filled: null }

/** What is encrypted is in Cambium's own form wherever it stands. */
function isForeign({ type, stored }: Column): boolean {
  return stored !== undefined && type !== 'encrypted'
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
