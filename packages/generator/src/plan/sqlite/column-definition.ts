import { quoted, quotedList, textLiteral } from '../identifier.ts'
import { pairsOf } from '../references-of.ts'
import type { Column, ForeignKey, Table } from '../storage.ts'
import { columnType } from './column-type.ts'
import { defaultValue } from './default-value.ts'

/** A column with everything that belongs to it, its foreign key too: SQLite cannot add one later. */
export function columnDefinition(table: Table, column: Column): string {
  const { default: value, reference } = column
  const isOnlyKey =
    table.primaryKey.columns.length === 1 && table.primaryKey.columns[0] === column.name
  return [
    quoted(column.name),
    columnType(column.type),
    column.nullable ? '' : 'NOT NULL',
    isOnlyKey ? `CONSTRAINT ${quoted(table.primaryKey.name)} PRIMARY KEY` : '',
    column.type.kind === 'serial' ? 'AUTOINCREMENT' : '',
    value === undefined ? '' : `DEFAULT ${defaultValue(column.type, value)}`,
    booleanCheck(column),
    choicesCheck(column),
    reference
      ? `CONSTRAINT ${quoted(reference.name)} REFERENCES ${quoted(reference.tableName)} ${quotedList([reference.columnName])} ON DELETE ${onDelete[reference.onDelete]}`
      : '',
  ]
    .filter((part) => part !== '')
    .join(' ')
}

/**
 * The constraint that names the values a text may have, empty when it may be any. Added to a table that has rows, SQLite
 * takes one that is neither true nor false for broken.
 */
export function choicesCheck({ name, choices }: Column): string {
  if (!choices) return ''
  const values = choices.values.map(textLiteral).join(', ')
  return `CONSTRAINT ${quoted(choices.name)} CHECK (${quoted(name)} IS NULL OR ${quoted(name)} IN (${values}))`
}

/** A foreign key of several columns as a constraint of its table. */
export function foreignKeyConstraint(column: Column, reference: ForeignKey): string {
  const pairs = pairsOf(column, reference)
  const own = quotedList(pairs.map((pair) => pair.own))
  const targets = quotedList(pairs.map(({ target }) => target))
  return `CONSTRAINT ${quoted(reference.name)} FOREIGN KEY ${own} REFERENCES ${quoted(reference.tableName)} ${targets} ON DELETE ${onDelete[reference.onDelete]}`
}

function booleanCheck({ name, type }: Column): string {
  return type.kind === 'boolean' ? `CHECK (${quoted(name)} IN (0, 1))` : ''
}

const onDelete = {
  cascade: 'CASCADE',
  restrict: 'RESTRICT',
  setNull: 'SET NULL',
  noAction: 'NO ACTION',
} as const
