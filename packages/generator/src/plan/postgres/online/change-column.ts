import { differs } from '../../differs.ts'
import { quoted } from '../../identifier.ts'
import { guardsOf } from '../../misfit-rows.ts'
import type { Operation } from '../../operation.ts'
import { castValue, misfit } from '../cast-value.ts'
import { columnType } from '../column-type.ts'
import { defaultValue } from '../default-value.ts'
import { guard } from '../guard.ts'
import { ownPart, type Piece, piece } from './piece.ts'
import { fillEmpty, requireValue } from './require-value.ts'

type ChangeColumn = Extract<Operation, { kind: 'changeColumn' }>

/** Another type, default or nullability of a column with rows. */
export function changeColumn(operation: ChangeColumn): Piece[] {
  const { table, before, column } = operation
  return [
    ...(differs(before.type, column.type) ? changeType(operation) : changeDefault(operation)),
    ...(before.nullable !== column.nullable ? changeNullability(operation) : []),
  ].map((one) => ({ ...one, table }))
}

/** Nobody writes while the values are looked at and converted: one that came in between might be cut short. */
function changeType(operation: ChangeColumn): Piece[] {
  const { table, before, column } = operation
  const name = quoted(column.name)
  const looked = guardsOf({ ...operation, fill: 0 }, { guard, misfit })
  const lock = `LOCK TABLE ${quoted(table.name)} IN ACCESS EXCLUSIVE MODE`
  const actions = [
    ...(before.default === undefined ? [] : [`ALTER COLUMN ${name} DROP DEFAULT`]),
    `ALTER COLUMN ${name} TYPE ${columnType(column.type)} USING ${castValue(name, before.type, column.type)}`,
    ...(column.default === undefined
      ? []
      : [`ALTER COLUMN ${name} SET DEFAULT ${defaultValue(column.type, column.default)}`]),
  ]
  return [
    { phase: 'rewrite', table, statements: looked.length > 0 ? [lock, ...looked] : [], actions },
  ]
}

function changeDefault({ table, before, column }: ChangeColumn): Piece[] {
  if (!differs(before.default, column.default)) return []
  const alter = `ALTER TABLE ${quoted(table.name)} ALTER COLUMN ${quoted(column.name)}`
  const statement =
    column.default === undefined
      ? `${alter} DROP DEFAULT`
      : `${alter} SET DEFAULT ${defaultValue(column.type, column.default)}`
  return piece('constrain', table, [statement])
}

function changeNullability({ table, column, fill }: ChangeColumn): Piece[] {
  if (column.nullable) {
    const alter = `ALTER TABLE ${quoted(table.name)} ALTER COLUMN ${quoted(column.name)}`
    return piece('constrain', table, [`${alter} DROP NOT NULL`])
  }
  // what is worked out is filled by the step that does so
  if (column.formula) return []
  const filling = fill === null ? null : defaultValue(column.type, fill)
  const required = { table, column, filling }
  return [
    ...(filling === null ? [] : [ownPart('fill', table, fillEmpty(required))]),
    ...requireValue(required),
  ]
}
