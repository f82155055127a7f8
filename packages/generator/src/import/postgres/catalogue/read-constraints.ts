import type { SourceForeignKey, SourceIndex, SourceTable } from '../../source/index.ts'
import type { ClassRow, ConstraintRow, IndexRow } from './catalogue-rows.ts'

/** What names are needed to read the constraints of a table. */
export interface Names {
  /** The column of a table by its number. */
  column(table: number, number: number): string
  /** A table that is read, by its number. */
  table(oid: number): ClassRow | undefined
}

type Keys = Pick<SourceTable, 'primaryKey' | 'uniques' | 'foreignKeys' | 'checks'>

/** The keys and checks among the constraints of a table. */
export function readConstraints(rows: readonly ConstraintRow[], names: Names): Keys {
  const columnsOf = (row: ConstraintRow): string[] =>
    (row.columns ?? []).map((number) => names.column(row.table, number))
  const primary = rows.find(({ kind }) => kind === 'p')
  return {
    primaryKey: primary ? columnsOf(primary) : [],
    uniques: rows
      .filter(({ kind }) => kind === 'u')
      .map((row) => ({ name: row.name, columns: columnsOf(row) })),
    foreignKeys: rows.flatMap((row) => readForeignKey(row, columnsOf(row), names)),
    checks: rows
      .filter(({ kind, expression }) => kind === 'c' && expression !== null)
      .map(({ name, expression }) => ({ name, sql: expression ?? '' })),
  }
}

const onDelete: { readonly [letter: string]: SourceForeignKey['onDelete'] } = {
  c: 'cascade',
  r: 'restrict',
  n: 'setNull',
  d: 'setDefault',
  a: 'noAction',
}

function readForeignKey(row: ConstraintRow, columns: string[], names: Names): SourceForeignKey[] {
  const target = row.kind === 'f' ? names.table(row.target) : undefined
  if (!target) return []
  return [
    {
      name: row.name,
      columns,
      target: { schema: target.schema, name: target.name },
      targetColumns: (row.targetColumns ?? []).map((number) => names.column(row.target, number)),
      onDelete: onDelete[row.onDelete] ?? 'noAction',
      relation: null,
      inverse: null,
    },
  ]
}

/** Whether an index does nothing but keep columns unique, as a constraint does. */
export function isPlainUnique({ unique, method, where, columns, sql }: IndexRow): boolean {
  const isPlain = columns.every(({ number }) => number > 0)
  return (
    unique && isPlain && method === 'btree' && where === null && !/NULLS NOT DISTINCT/.test(sql)
  )
}

const descendingBit = 1

/** What a row of the catalogue says of an index. */
export function readIndex(row: IndexRow, names: Names): SourceIndex {
  return {
    name: row.name,
    unique: row.unique,
    method: row.method,
    columns: row.columns.map(({ number, text, options }) => ({
      name: number > 0 ? names.column(row.table, number) : null,
      expression: number > 0 ? null : text,
      descending: (options & descendingBit) !== 0,
    })),
    where: row.where,
    sql: row.sql,
  }
}
