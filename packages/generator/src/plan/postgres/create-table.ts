import { quoted, quotedList } from '../identifier.ts'
import type { Table } from '../storage.ts'
import { columnDefinition } from './column-definition.ts'

/** The statement that makes a table; foreign keys and indexes come when every table stands. */
export function createTable(table: Table): string {
  const { name, columns } = table.primaryKey
  const lines = [
    ...table.columns.map((column) => columnDefinition(table, column)),
    ...(columns.length > 1
      ? [`CONSTRAINT ${quoted(name)} PRIMARY KEY ${quotedList(columns)}`]
      : []),
  ]
  return `CREATE TABLE ${quoted(table.name)} (\n  ${lines.join(',\n  ')}\n)`
}
