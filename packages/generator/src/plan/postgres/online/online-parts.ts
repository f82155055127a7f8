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
  const together = namedAnew(operations)
  const parts = [
    transaction(lookTitle, looksBefore(operations)),
    ...inPhases(pieces, together),
  ].filter(({ statements }) => statements.length > 0)
  return isMomentary(pieces, together) ? inOne(parts) : parts
}

/**
 * The tables whose names come, go or change: all at once, since one may take the name of another. Every other table is
 * changed for itself: who holds several at a time soon waits for somebody who waits for it.
 */
function namedAnew(operations: readonly Operation[]): ReadonlySet<string> {
  const kinds: readonly Operation['kind'][] = ['createTable', 'dropTable', 'renameTable']
  return new Set(operations.flatMap(({ kind, table }) => (kinds.includes(kind) ? [table.key] : [])))
}

/** What a part is called that changes nothing. */
export const lookTitle = 'look whether the rows fit'

/** These move values between tables, new ones or not. */
const carries: ReadonlySet<Operation['kind']> = new Set(['carryLinks', 'dropKept'])

function looksBefore(operations: readonly Operation[]): string[] {
  const sight = formerSight(operations)
  return [...operations, ...retypedUniques(operations)]
    .filter(canLookBefore)
    .flatMap((operation) => guardsOf(operation, { guard, misfit }, sight))
}

function inPhases(pieces: readonly Piece[], together: ReadonlySet<string>): Part[] {
  const of = (phase: Phase): Piece[] => pieces.filter((piece) => piece.phase === phase)
  const rewrites = of('rewrite').length > 0
  return phases.flatMap((phase): Part[] => {
    switch (phase) {
      case 'rewrite':
        return perTable(of(phase), rewritten)
      case 'shape': {
        // what is dropped and added again under the same name is never missing in between
        const now = rewrites ? of(phase) : [...of(phase), ...of('constrain')]
        const first = now.filter(({ table }) => together.has(table.key))
        const later = now.filter(({ table }) => !together.has(table.key))
        const all = transaction('change the tables', statementsOf(first))
        return [all, ...perTable(later, (own) => moment(phase, own))]
      }
      case 'constrain':
        return rewrites ? perTable(of(phase), (own) => moment(phase, own)) : []
      default:
        return [
          ...perTable(of(phase), (own) => moment(phase, own)),
          ...of(phase).flatMap(({ own }) => (own ? [own] : [])),
        ]
    }
  })
}

const titles: { readonly [Name in Phase]?: (table: string) => string } = {
  keep: (table) => `make room for what is kept of ${table}`,
  require: (table) => `hold new rows of ${table} to what is required`,
  'require formulas': (table) => `hold new rows of ${table} to what is worked out`,
  validate: (table) => `check the rows of ${table}`,
  settle: (table) => `make ${table} final`,
}

/** What a table is held for at one time. */
function moment(phase: Phase, own: readonly Piece[]): Part {
  const table = own.at(-1)?.table.name ?? ''
  return transaction(titles[phase]?.(table) ?? `change ${table}`, statementsOf(own))
}

function statementsOf(pieces: readonly Piece[]): string[] {
  return pieces.flatMap(({ statements }) => statements)
}

function perTable(pieces: readonly Piece[], part: (own: readonly Piece[]) => Part): Part[] {
  const keys = new Set(pieces.map(({ table }) => table.key))
  return [...keys].map((key) => part(pieces.filter(({ table }) => table.key === key)))
}

/** All changes of a table in one statement, so that it is written once. */
function rewritten(own: readonly Piece[]): Part {
  const name = own[0]?.table.name ?? ''
  const actions = own.flatMap((piece) => piece.actions ?? [])
  const looked = [...new Set(statementsOf(own))]
  return transaction(`write ${name} anew`, [
    ...looked,
    `ALTER TABLE ${quoted(name)}\n  ${actions.join(',\n  ')}`,
  ])
}

/** Whether every piece may run in one transaction without holding others up for longer than it must. */
function isMomentary(pieces: readonly Piece[], together: ReadonlySet<string>): boolean {
  const tables = new Set(pieces.map(({ table }) => table.key))
  const apart = [...tables].filter((key) => !together.has(key))
  return pieces.every(({ phase }) => {
    if (phase === 'rewrite') return tables.size === 1
    return (phase === 'shape' || phase === 'constrain') && apart.length <= 1
  })
}

function inOne(parts: readonly Part[]): Part[] {
  const statements = parts.flatMap((part) => part.statements)
  return statements.length === 0 ? [] : [transaction('', statements)]
}
