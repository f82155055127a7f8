import { quoted } from '../../identifier.ts'
import { guardsOf } from '../../misfit-rows.ts'
import type { Operation } from '../../operation.ts'
import { retypedUniques } from '../../retyped-uniques.ts'
import { type Part, transaction } from '../../script/index.ts'
import { misfit } from '../cast-value.ts'
import { guard } from '../guard.ts'
import { renderOperation } from '../render-operation.ts'
import { canLookBefore, formerSight } from './former-sight.ts'
import { type Phase, type Piece, phases } from './piece.ts'
import { piecesOf } from './pieces-of.ts'
import { withoutRenamedSideIndexes } from './renamed-side-indexes.ts'

/**
 * A plan as the parts of a script, such that others read and write the tables all along but for moments: first a look
 * whether the rows fit, while nothing is changed; then what takes a moment; then the values, some thousand rows at a
 * time; then what is held to them. One transaction where nothing in it takes longer than a moment.
 */
export function onlineParts(plan: readonly Operation[]): Part[] {
  const operations = withoutRenamedSideIndexes(plan)
  const created = new Set(
    operations.flatMap(({ kind, table }) => (kind === 'createTable' ? [table.key] : [])),
  )
  const pieces = operations.flatMap((operation): Piece[] =>
    created.has(operation.table.key) && !carries.has(operation.kind)
      ? [{ phase: 'shape', table: operation.table, statements: renderOperation(operation) }]
      : piecesOf(operation, operations),
  )
  const parts = [
    transaction('look whether the rows fit', looksBefore(operations)),
    ...inPhases(pieces),
  ].filter(({ statements }) => statements.length > 0)
  return isMomentary(pieces) ? inOne(parts) : parts
}

/** These move values between tables, new ones or not. */
const carries: ReadonlySet<Operation['kind']> = new Set(['carryLinks', 'dropKept'])

function looksBefore(operations: readonly Operation[]): string[] {
  const sight = formerSight(operations)
  return [...operations, ...retypedUniques(operations)]
    .filter(canLookBefore)
    .flatMap((operation) => guardsOf(operation, { guard, misfit }, sight))
}

function inPhases(pieces: readonly Piece[]): Part[] {
  const of = (phase: Phase): Piece[] => pieces.filter((piece) => piece.phase === phase)
  return phases.flatMap((phase): Part[] => {
    const rewrites = of('rewrite').length > 0
    if (phase === 'rewrite') return perTable(of(phase), rewritten)
    if (phase === 'validate') return perTable(of(phase), validated)
    // what is dropped and added again under the same name is never missing in between
    if (phase === 'constrain' && !rewrites) return []
    const now = phase === 'shape' && !rewrites ? [...of(phase), ...of('constrain')] : of(phase)
    const moments = now.flatMap(({ statements }) => statements)
    return [
      ...(moments.length > 0 ? [transaction(titles[phase] ?? 'change the tables', moments)] : []),
      ...now.flatMap(({ own }) => (own ? [own] : [])),
    ]
  })
}

const titles: { readonly [Name in Phase]?: string } = {
  keep: 'make room for what is kept aside',
  require: 'hold new rows to what is required',
  'require formulas': 'hold new rows to what is worked out',
  settle: 'make it final',
}

function perTable(pieces: readonly Piece[], part: (own: readonly Piece[]) => Part): Part[] {
  const keys = new Set(pieces.map(({ table }) => table.key))
  return [...keys].map((key) => part(pieces.filter(({ table }) => table.key === key)))
}

function validated(own: readonly Piece[]): Part {
  return transaction(
    `check the rows of ${own[0]?.table.name}`,
    own.flatMap(({ statements }) => statements),
  )
}

/** All changes of a table in one statement, so that it is written once. */
function rewritten(own: readonly Piece[]): Part {
  const name = own[0]?.table.name ?? ''
  const actions = own.flatMap((piece) => piece.actions ?? [])
  const looked = [...new Set(own.flatMap(({ statements }) => statements))]
  return transaction(`write ${name} anew`, [
    ...looked,
    `ALTER TABLE ${quoted(name)}\n  ${actions.join(',\n  ')}`,
  ])
}

/** Whether every piece may run in one transaction without holding others up for longer than it must. */
function isMomentary(pieces: readonly Piece[]): boolean {
  const tables = new Set(pieces.map(({ table }) => table.key))
  return pieces.every(
    ({ phase }) =>
      phase === 'shape' || phase === 'constrain' || (phase === 'rewrite' && tables.size === 1),
  )
}

function inOne(parts: readonly Part[]): Part[] {
  const statements = parts.flatMap((part) => part.statements)
  return statements.length === 0 ? [] : [transaction('', statements)]
}
