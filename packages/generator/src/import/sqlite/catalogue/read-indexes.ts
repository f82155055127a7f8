import type { SourceIndex, SourceTable } from '../../source/index.ts'
import { readIndexStatement } from '../statement/index.ts'
import type { IndexRow, SchemaRows } from './schema-rows.ts'

/** The uniques and indexes of a table. */
export function readIndexes(
  rows: SchemaRows,
  table: string,
): Pick<SourceTable, 'uniques' | 'indexes'> {
  const found = rows
    .indexes(table)
    .filter(({ origin }) => origin !== 'pk')
    .map((row) => ({ row, index: readIndex(rows, row) }))
  const isPlain = ({ row, index }: (typeof found)[number]): boolean =>
    row.unique && !row.partial && index.columns.every(({ name }) => name !== null)
  return {
    uniques: found.filter(isPlain).map(({ row, index }) => ({
      name: row.origin === 'u' ? null : row.name,
      columns: index.columns.flatMap(({ name }) => name ?? []),
    })),
    indexes: found.filter((one) => !isPlain(one)).map(({ index }) => index),
  }
}

/** A column that is compared in another way than its letters is an expression. */
function readIndex(rows: SchemaRows, row: IndexRow): SourceIndex {
  const sql = rows.statement('index', row.name)
  const { items, where } = sql === null ? { items: [], where: null } : readIndexStatement(sql)
  return {
    name: row.origin === 'u' ? null : row.name,
    unique: row.unique,
    method: 'btree',
    columns: rows.indexColumns(row.name).map(({ name, descending, collation }, at) => {
      const isPlain = name !== null && (collation === 'BINARY' || sql === null)
      return {
        name: isPlain ? name : null,
        expression: isPlain ? null : (items[at] ?? ''),
        descending,
      }
    }),
    where,
    sql,
  }
}
