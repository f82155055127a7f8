import { quoted } from '../../identifier.ts'
import { guardsOf } from '../../misfit-rows.ts'
import type { Operation } from '../../operation.ts'
import type { Column, Table } from '../../storage.ts'
import { misfit } from '../cast-value.ts'
import { choicesCheck, columnDefinition, foreignKeyConstraint } from '../column-definition.ts'
import { defaultValue } from '../default-value.ts'
import { guard } from '../guard.ts'
import { type Piece, piece } from './piece.ts'

/**
 * A value that is only for the rows that are there is the default for the time of the step, which PostgreSQL notes
 * without writing a row.
 */
export function addColumn({
  table,
  column,
  fill,
}: Extract<Operation, { kind: 'addColumn' }>): Piece[] {
  const alter = `ALTER TABLE ${quoted(table.name)}`
  const isLater = column.formula !== null && !column.nullable
  const plain = { ...column, choices: null, nullable: column.nullable || isLater }
  const isFilled = fill !== null && !column.nullable
  const add = `${alter} ADD COLUMN ${columnDefinition(table, isFilled ? { ...plain, default: fill } : plain)}`
  const back =
    column.default === undefined
      ? 'DROP DEFAULT'
      : `SET DEFAULT ${defaultValue(column.type, column.default)}`
  return [
    ...piece('shape', table, [
      add,
      ...(isFilled ? [`${alter} ALTER COLUMN ${quoted(column.name)} ${back}`] : []),
    ]),
    ...holdToChoices(table, column, []),
    ...holdToReference(table, column, []),
  ]
}

/** The constraint a changed column is held to, new rows first and those that are there afterwards. */
export function addConstraint(
  operation: Extract<Operation, { kind: 'addChoices' | 'addForeignKey' }>,
): Piece[] {
  const { table, column } = operation
  const looked = guardsOf(operation, { guard, misfit })
  return operation.kind === 'addChoices'
    ? holdToChoices(table, column, looked)
    : holdToReference(table, column, looked)
}

function holdToChoices(table: Table, column: Column, looked: readonly string[]): Piece[] {
  if (!column.choices) return []
  return holdTo(table, { name: column.choices.name, text: choicesCheck(column), looked })
}

function holdToReference(table: Table, column: Column, looked: readonly string[]): Piece[] {
  const { reference } = column
  if (!reference) return []
  return holdTo(table, {
    name: reference.name,
    text: foreignKeyConstraint(column, reference),
    looked,
  })
}

interface Constraint {
  name: string
  text: string
  /** What says in a sentence which rows do not fit. */
  looked: readonly string[]
}

function holdTo(table: Table, { name, text, looked }: Constraint): Piece[] {
  const alter = `ALTER TABLE ${quoted(table.name)}`
  return [
    ...piece('constrain', table, [`${alter} ADD ${text} NOT VALID`]),
    ...piece('validate', table, [...looked, `${alter} VALIDATE CONSTRAINT ${quoted(name)}`]),
  ]
}
