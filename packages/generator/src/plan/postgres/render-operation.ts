import { createIndex } from '../create-index.ts'
import { quoted } from '../identifier.ts'
import type { Operation } from '../operation.ts'
import { referencesOf } from '../references-of.ts'
import type { Table } from '../storage.ts'
import { foreignKeyConstraint } from './column-definition.ts'
import { createTable } from './create-table.ts'
import { createSideIndex, dropSideIndex } from './side-index.ts'

/** The statements of one step that others do not wait for, because its table is new or because it takes a moment. */
export function renderOperation(operation: Operation): string[] {
  const { table } = operation
  const alter = `ALTER TABLE ${quoted(table.name)}`
  switch (operation.kind) {
    case 'createTable':
      return [createTable(table)]
    case 'addForeignKeys':
      return addForeignKeys(table)
    case 'createIndex':
      return [createIndex(table, operation.index)]
    case 'createSideIndex':
      return createSideIndex(table, operation.index)
    case 'dropForeignKey':
      return [`${alter} DROP CONSTRAINT ${quoted(operation.column.reference?.name ?? '')}`]
    case 'dropChoices':
      return [`${alter} DROP CONSTRAINT ${quoted(operation.column.choices?.name ?? '')}`]
    case 'dropTable':
      return [
        // its index would be in the way of the table that is made anew after a way back
        `${alter} RENAME CONSTRAINT ${quoted(table.primaryKey.name)} TO ${quoted(`pk${operation.keptAs}`)}`,
        `${alter} RENAME TO ${quoted(operation.keptAs)}`,
      ]
    case 'renameTable':
      return [`ALTER TABLE ${quoted(operation.from)} RENAME TO ${quoted(operation.to)}`]
    case 'renameColumn':
      return [`${alter} RENAME COLUMN ${quoted(operation.from)} TO ${quoted(operation.to)}`]
    case 'dropIndex':
      return [`DROP INDEX ${quoted(operation.index.name)}`]
    case 'dropSideIndex':
      return dropSideIndex(table, operation.index)
    case 'dropKept':
      return [`DROP TABLE ${quoted(operation.kept)}`]
    default:
      throw new Error(`A table that is new has no step "${operation.kind}"`)
  }
}

function addForeignKeys(table: Table): string[] {
  return referencesOf(table).flatMap((column) =>
    column.reference
      ? [`ALTER TABLE ${quoted(table.name)} ADD ${foreignKeyConstraint(column, column.reference)}`]
      : [],
  )
}
