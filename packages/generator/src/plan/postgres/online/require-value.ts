import { quoted } from '../../identifier.ts'
import { emptyGuardAtStep } from '../../misfit-rows.ts'
import type { Column, Table } from '../../storage.ts'
import { misfit } from '../cast-value.ts'
import { guard } from '../guard.ts'
import { ownPart, type Phase, type Piece, piece } from './piece.ts'
import { walkRows } from './walk-rows.ts'

export interface Requirement {
  table: Table
  column: Column
  /** What empty ones become; `null` where one stops the migration. */
  filling: string | null
}

/**
 * A column that must have a value from now on: new rows are held to it first, then those that came without one
 * meanwhile are filled, then all are looked at while others write, and what PostgreSQL has seen it need not see again.
 */
export function requireValue({ table, column, filling }: Requirement): Piece[] {
  const [require, sweep]: [Phase, Phase] = column.formula
    ? ['require formulas', 'sweep formulas']
    : ['require', 'sweep']
  const name = quoted(column.name)
  const alter = `ALTER TABLE ${quoted(table.name)}`
  const constraint = quoted(`_cambium_required_${column.key}`)
  const check = `${alter} ADD CONSTRAINT ${constraint} CHECK (${name} IS NOT NULL) NOT VALID`
  const stop = filling === null ? [emptyGuardAtStep(table, column, { guard, misfit })] : []
  return [
    ...piece(require, table, [check]),
    ...(filling === null ? [] : [ownPart(sweep, table, fillEmpty({ table, column, filling }))]),
    ...piece('validate', table, [...stop, `${alter} VALIDATE CONSTRAINT ${constraint}`]),
    ...piece('settle', table, [
      `${alter} ALTER COLUMN ${name} SET NOT NULL`,
      `${alter} DROP CONSTRAINT ${constraint}`,
    ]),
  ]
}

/** Gives a value to the rows that have none. */
export function fillEmpty({ table, column, filling }: Requirement): ReturnType<typeof walkRows> {
  const name = quoted(column.name)
  const changes = `UPDATE ${quoted(table.name)} SET ${name} = ${filling ?? 'NULL'} WHERE ${name} IS NULL`
  return walkRows(`fill ${table.name}.${column.name}`, table, changes)
}
