import { quoted, quotedList, textLiteral } from '../identifier.ts'
import { pairsOf } from '../references-of.ts'
import type { Column, ForeignKey, Table } from '../storage.ts'
import { columnType } from './column-type.ts'
import { defaultValue } from './default-value.ts'

/** A column with everything that belongs to it but its foreign key, whose table may not stand yet. */
export function columnDefinition(table: Table, column: Column): string {
  const { default: value } = column
  const isOnlyKey =
    table.primaryKey.columns.length === 1 && table.primaryKey.columns[0] === column.name
  return [
    quoted(column.name),
    columnType(column.type),
    column.nullable ? '' : 'NOT NULL',
    isOnlyKey ? `CONSTRAINT ${quoted(table.primaryKey.name)} PRIMARY KEY` : '',
    value === undefined ? '' : `DEFAULT ${defaultValue(column.type, value)}`,
    choicesCheck(column),
  ]
    .filter((part) => part !== '')
    .join(' ')
}

/** The constraint that names the values a text may have, empty when it may be any. */
export function choicesCheck({ name, choices }: Column): string {
  if (!choices) return ''
  const values = choices.values.map(textLiteral).join(', ')
  return `CONSTRAINT ${quoted(choices.name)} CHECK (${quoted(name)} IN (${values}))`
}

/** The foreign key of a column as a constraint of its table. */
export function foreignKeyConstraint(column: Column, reference: ForeignKey): string {
  const pairs = pairsOf(column, reference)
  const target = `${quoted(reference.tableName)} ${quotedList(pairs.map((pair) => pair.target))}`
  const own = quotedList(pairs.map((pair) => pair.own))
  return `CONSTRAINT ${quoted(reference.name)} FOREIGN KEY ${own} REFERENCES ${target} ON DELETE ${onDelete[reference.onDelete]}`
}

const onDelete = {
  cascade: 'CASCADE',
  restrict: 'RESTRICT',
  setNull: 'SET NULL',
  noAction: 'NO ACTION',
} as const
