import { createIndex } from '../../create-index.ts'
import { quoted } from '../../identifier.ts'
import { guardsOf } from '../../misfit-rows.ts'
import type { Operation } from '../../operation.ts'
import { outside, transaction } from '../../script/index.ts'
import { misfit } from '../cast-value.ts'
import { castType } from '../column-type.ts'
import { guard } from '../guard.ts'
import { renderOperation } from '../render-operation.ts'
import { addWordsColumn, createSideIndex } from '../side-index.ts'
import { addColumn, addConstraint } from './add-column.ts'
import { carryLinks, carryReference } from './carry-rows.ts'
import { changeColumn } from './change-column.ts'
import { dropColumn } from './keep-column.ts'
import { ownPart, type Piece, piece } from './piece.ts'
import { requireValue } from './require-value.ts'
import { walkRows } from './walk-rows.ts'

/** A step on a table that has rows others read and write meanwhile. */
export function piecesOf(operation: Operation, all: readonly Operation[]): Piece[] {
  const { table } = operation
  switch (operation.kind) {
    case 'addColumn':
      return addColumn(operation)
    case 'changeColumn':
      return changeColumn(operation)
    case 'addChoices':
    case 'addForeignKey':
      return addConstraint(operation)
    case 'createIndex':
      return indexPieces(operation)
    case 'createSideIndex':
      return sideIndexPieces(operation)
    case 'carryLinks':
      return carryLinks(operation)
    case 'carryReference':
      return carryReference(operation)
    case 'recompute':
      return recompute(operation, all)
    case 'dropColumn':
      return dropColumn(operation)
    case 'dropKept':
      return piece('settle', table, renderOperation(operation))
    default:
      return piece('shape', table, renderOperation(operation))
  }
}

function indexPieces(operation: Extract<Operation, { kind: 'createIndex' }>): Piece[] {
  const { table, index } = operation
  const title = `create index ${index.name} on ${table.name}`
  const looked = guardsOf(operation, { guard, misfit })
  const check = transaction(`look for rows of ${table.name} that are the same`, looked)
  return [
    ...(looked.length > 0 ? [ownPart('index', table, check)] : []),
    ownPart('index', table, outside(title, createIndex(table, index, ' CONCURRENTLY'))),
  ]
}

/** A column of words is worked out for every row at once: PostgreSQL has no other way to make one that follows. */
function sideIndexPieces({
  table,
  index,
}: Extract<Operation, { kind: 'createSideIndex' }>): Piece[] {
  const statements = createSideIndex(table, index, ' CONCURRENTLY')
  const title = `index the ${index.kind} of ${table.name}`
  const made = ownPart('index', table, outside(title, statements.at(-1) ?? ''))
  if (index.kind === 'place') return [made]
  return [{ phase: 'rewrite', table, statements: [], actions: [addWordsColumn(index)] }, made]
}

function recompute(
  { table, column }: Extract<Operation, { kind: 'recompute' }>,
  all: readonly Operation[],
): Piece[] {
  const name = quoted(column.name)
  const formula = column.formula?.postgres ?? 'NULL'
  const changes = `UPDATE ${quoted(table.name)} SET ${name} = ${formula} WHERE ${name} IS DISTINCT FROM CAST(${formula} AS ${castType(column.type)})`
  const title = `work out ${table.name}.${column.name}`
  const wasOptional = all.some(
    (step) =>
      step.table.key === table.key &&
      ((step.kind === 'addColumn' && step.column.key === column.key) ||
        (step.kind === 'changeColumn' && step.column.key === column.key && step.before.nullable)),
  )
  return [
    ownPart('recompute', table, walkRows(title, table, changes)),
    ...(wasOptional && !column.nullable ? requireValue({ table, column, filling: formula }) : []),
  ]
}
