import { quoted, quotedList } from '../identifier.ts'
import type { Table } from '../storage.ts'
import { columnDefinition, foreignKeyConstraint } from './column-definition.ts'

/** The statement that makes a table; its indexes come when it is filled. */
export function createTable(table: Table): string {
  const { name, columns } = table.primaryKey
  const lines = [
    ...table.columns.map((column) => columnDefinition(table, column)),
    ...(columns.length > 1
      ? [`CONSTRAINT ${quoted(name)} PRIMARY KEY ${quotedList(columns)}`]
      : []),
    ...(table.keyReferences ?? []).flatMap((column) =>
      column.reference ? [foreignKeyConstraint(column, column.reference)] : [],
    ),
  ]
  const options = table.isLink ? 'STRICT, WITHOUT ROWID' : 'STRICT'
  return `CREATE TABLE ${quoted(table.name)} (\n  ${lines.join(',\n  ')}\n) ${options}`
}
