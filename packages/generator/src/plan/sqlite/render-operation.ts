import { carryLinks, carryReference, keepColumn } from '../carry-statements.ts'
import { createIndex } from '../create-index.ts'
import { quoted } from '../identifier.ts'
import type { Operation } from '../operation.ts'
import { choicesCheck, columnDefinition } from './column-definition.ts'
import { createTable } from './create-table.ts'
import { defaultValue } from './default-value.ts'
import { createSideIndex, dropSideIndex } from './side-index.ts'

/** The statements of one step that SQLite, 3.53 or newer as Node has it, can do where the table stands. */
export function renderOperation(operation: Operation): string[] {
  const { table } = operation
  const alter = `ALTER TABLE ${quoted(table.name)}`
  switch (operation.kind) {
    case 'createTable':
      return [createTable(table)]
    case 'addColumn':
      return [`${alter} ADD COLUMN ${columnDefinition(table, operation.column)}`]
    case 'changeColumn':
      return changeNullability(operation)
    case 'addChoices':
      return [`${alter} ADD ${choicesCheck(operation.column)}`]
    case 'dropChoices':
      return [`${alter} DROP CONSTRAINT ${quoted(operation.column.choices?.name ?? '')}`]
    case 'dropColumn':
      return [
        ...(operation.keptIn === null
          ? []
          : [keepColumn(table, operation.column, operation.keptIn)]),
        `${alter} DROP COLUMN ${quoted(operation.column.name)}`,
      ]
    case 'dropTable':
      return [
        `CREATE TABLE ${quoted(operation.keptAs)} AS SELECT * FROM ${quoted(table.name)}`,
        `DROP TABLE ${quoted(table.name)}`,
      ]
    case 'renameTable':
      return [`ALTER TABLE ${quoted(operation.from)} RENAME TO ${quoted(operation.to)}`]
    case 'renameColumn':
      return [`${alter} RENAME COLUMN ${quoted(operation.from)} TO ${quoted(operation.to)}`]
    default:
      return renderAround(operation)
  }
}

function renderAround(operation: Operation): string[] {
  const { table } = operation
  switch (operation.kind) {
    case 'dropIndex':
      return [`DROP INDEX ${quoted(operation.index.name)}`]
    case 'createIndex':
      return [createIndex(table, operation.index)]
    case 'dropSideIndex':
      return dropSideIndex(operation.index)
    case 'createSideIndex':
      return createSideIndex(table, operation.index, operation.fill)
    case 'carryLinks':
      return [carryLinks(operation)]
    case 'carryReference':
      return [carryReference(operation)]
    case 'dropKept':
      return [`DROP TABLE ${quoted(operation.kept)}`]
    case 'recompute': {
      const { name, formula } = operation.column
      return [`UPDATE ${quoted(table.name)} SET ${quoted(name)} = ${formula?.sqlite ?? 'NULL'}`]
    }
    default:
      return []
  }
}

function changeNullability({
  table,
  column,
  fill,
}: Extract<Operation, { kind: 'changeColumn' }>): string[] {
  const name = quoted(column.name)
  const alter = `ALTER TABLE ${quoted(table.name)} ALTER COLUMN ${name}`
  if (column.nullable) return [`${alter} DROP NOT NULL`]
  const set = `${alter} SET NOT NULL`
  if (fill === null) return [set]
  const value = defaultValue(column.type, fill)
  return [`UPDATE ${quoted(table.name)} SET ${name} = ${value} WHERE ${name} IS NULL`, set]
}
