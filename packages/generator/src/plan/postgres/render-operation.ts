import { carryLinks, carryReference, keepColumn } from '../carry-statements.ts'
import { createIndex } from '../create-index.ts'
import { differs } from '../differs.ts'
import { quoted } from '../identifier.ts'
import type { Operation } from '../operation.ts'
import type { Column, Table } from '../storage.ts'
import { castValue } from './cast-value.ts'
import { choicesCheck, columnDefinition, foreignKeyConstraint } from './column-definition.ts'
import { columnType } from './column-type.ts'
import { createTable } from './create-table.ts'
import { defaultValue } from './default-value.ts'
import { createSideIndex, dropSideIndex } from './side-index.ts'

/** The statements of one step, in order. */
export function renderOperation(operation: Operation): string[] {
  const { table } = operation
  const alter = `ALTER TABLE ${quoted(table.name)}`
  switch (operation.kind) {
    case 'createTable':
      return [createTable(table)]
    case 'addForeignKeys':
      return table.columns.flatMap((column) => addForeignKey(table, column))
    case 'addForeignKey':
      return addForeignKey(table, operation.column)
    case 'dropForeignKey':
      return [`${alter} DROP CONSTRAINT ${quoted(operation.column.reference?.name ?? '')}`]
    case 'addColumn':
      return addColumn(operation)
    case 'changeColumn':
      return changeColumn(operation)
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
      return [`${alter} RENAME TO ${quoted(operation.keptAs)}`]
    case 'renameTable':
      return [`ALTER TABLE ${quoted(operation.from)} RENAME TO ${quoted(operation.to)}`]
    case 'renameColumn':
      return [`${alter} RENAME COLUMN ${quoted(operation.from)} TO ${quoted(operation.to)}`]
    case 'dropIndex':
      return [`DROP INDEX ${quoted(operation.index.name)}`]
    case 'createIndex':
      return [createIndex(table, operation.index)]
    case 'dropSideIndex':
      return dropSideIndex(table, operation.index)
    case 'createSideIndex':
      return createSideIndex(table, operation.index)
    default:
      return moveValues(operation)
  }
}

function moveValues(operation: Operation): string[] {
  const { table } = operation
  switch (operation.kind) {
    case 'carryLinks':
      return [carryLinks(operation)]
    case 'carryReference':
      return [carryReference(operation)]
    case 'dropKept':
      return [`DROP TABLE ${quoted(operation.kept)}`]
    case 'recompute':
      return recompute(table, operation.column)
    default:
      return []
  }
}

/** A value that is only for the rows that are there is the default for the time of the step. */
function addColumn({ table, column, fill }: Extract<Operation, { kind: 'addColumn' }>): string[] {
  const alter = `ALTER TABLE ${quoted(table.name)}`
  const isLater = column.formula !== null && !column.nullable
  const definition = columnDefinition(table, isLater ? { ...column, nullable: true } : column)
  if (fill === null || column.nullable)
    return [`${alter} ADD COLUMN ${definition}`, ...addForeignKey(table, column)]
  const back =
    column.default === undefined
      ? 'DROP DEFAULT'
      : `SET DEFAULT ${defaultValue(column.type, column.default)}`
  return [
    `${alter} ADD COLUMN ${columnDefinition(table, { ...column, default: fill })}`,
    `${alter} ALTER COLUMN ${quoted(column.name)} ${back}`,
    ...addForeignKey(table, column),
  ]
}

/** A formula that always gives a value is required from the moment it has been worked out. */
function recompute(table: Table, { name, formula, nullable }: Column): string[] {
  const required = `ALTER TABLE ${quoted(table.name)} ALTER COLUMN ${quoted(name)} SET NOT NULL`
  return [
    `UPDATE ${quoted(table.name)} SET ${quoted(name)} = ${formula?.postgres ?? 'NULL'}`,
    ...(nullable ? [] : [required]),
  ]
}

function changeColumn(operation: Extract<Operation, { kind: 'changeColumn' }>): string[] {
  const { table, before, column, fill } = operation
  const name = quoted(column.name)
  const alter = `ALTER TABLE ${quoted(table.name)} ALTER COLUMN ${name}`
  const changesType = differs(before.type, column.type)
  const changesDefault = changesType || differs(before.default, column.default)
  const statements: string[] = []
  if (changesDefault && before.default !== undefined) statements.push(`${alter} DROP DEFAULT`)
  if (changesType) {
    const value = castValue(name, before.type, column.type)
    statements.push(`${alter} TYPE ${columnType(column.type)} USING ${value}`)
  }
  if (changesDefault && column.default !== undefined) {
    statements.push(`${alter} SET DEFAULT ${defaultValue(column.type, column.default)}`)
  }
  if (before.nullable === column.nullable) return statements
  if (column.nullable) return [...statements, `${alter} DROP NOT NULL`]
  if (column.formula) return statements
  if (fill !== null) {
    const value = defaultValue(column.type, fill)
    statements.push(`UPDATE ${quoted(table.name)} SET ${name} = ${value} WHERE ${name} IS NULL`)
  }
  return [...statements, `${alter} SET NOT NULL`]
}

function addForeignKey(table: Table, column: Column): string[] {
  if (!column.reference) return []
  const constraint = foreignKeyConstraint(column, column.reference)
  return [`ALTER TABLE ${quoted(table.name)} ADD ${constraint}`]
}
