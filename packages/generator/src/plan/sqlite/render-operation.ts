import { createIndex } from '../create-index.ts'
import { quoted, quotedList } from '../identifier.ts'
import type { Operation } from '../operation.ts'
import type { Column, Table } from '../storage.ts'
import { choicesCheck, columnDefinition } from './column-definition.ts'
import { createSideIndex, dropSideIndex } from './side-index.ts'

/** The statements of one step, in order. */
export function renderOperation(operation: Operation): string[] {
  const { table } = operation
  switch (operation.kind) {
    case 'createTable':
      return [createTable(table)]
    case 'addForeignKeys':
      return []
    case 'addColumn':
      return [
        `ALTER TABLE ${quoted(table.name)} ADD COLUMN ${columnDefinition(table, operation.column)}`,
      ]
    case 'replaceChoices':
      return replaceChoices(table, operation.column)
    case 'dropIndex':
      return [`DROP INDEX ${quoted(operation.index.name)}`]
    case 'createIndex':
      return [createIndex(table, operation.index)]
    case 'dropSideIndex':
      return dropSideIndex(operation.index)
    case 'createSideIndex':
      return createSideIndex(table, operation.index, operation.fill)
  }
}

function createTable(table: Table): string {
  const { name, columns } = table.primaryKey
  const lines = [
    ...table.columns.map((column) => columnDefinition(table, column)),
    ...(columns.length > 1
      ? [`CONSTRAINT ${quoted(name)} PRIMARY KEY ${quotedList(columns)}`]
      : []),
  ]
  const options = table.isLink ? 'STRICT, WITHOUT ROWID' : 'STRICT'
  return `CREATE TABLE ${quoted(table.name)} (\n  ${lines.join(',\n  ')}\n) ${options}`
}

/** Node's SQLite is 3.53 or newer, which has both forms. */
function replaceChoices(table: Table, column: Column): string[] {
  const alter = `ALTER TABLE ${quoted(table.name)}`
  const name = column.choices?.name ?? `ck_${table.key.slice(1)}_${column.key}`
  const drop = `${alter} DROP CONSTRAINT ${quoted(name)}`
  return column.choices ? [drop, `${alter} ADD ${choicesCheck(column)}`] : [drop]
}
