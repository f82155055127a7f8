import type { ModelIR } from '@cambium/model'
import type { Operation, PlanOptions, Unsafe } from '../operation.ts'
import { planStorage } from '../plan-migration.ts'
import { lookTitle } from '../postgres/index.ts'
import type { Dialect } from '../render-plan.ts'
import { planParts } from '../render-plan.ts'
import { type Part, transaction } from '../script/index.ts'
import { needsForeignKeysOff } from '../sqlite/index.ts'
import type { Storage } from '../storage.ts'
import { storageOf } from '../storage-of.ts'
import type { DualTable } from './dual.ts'
import { type ExpandedTable, expandedTable } from './expanded-table.ts'
import { copyPostgres, createPostgresTriggers, dropPostgresTriggers } from './postgres-triggers.ts'
import { refusedGradually } from './refusals.ts'
import { copySqlite, createSqliteTriggers, dropSqliteTriggers } from './sqlite-triggers.ts'

/** One half of a gradual change: its steps, and what else its script does. */
export interface Half {
  operations: Operation[]
  parts: { readonly [Name in Dialect]: Part[] }
  /** Whether SQLite must not follow foreign keys meanwhile. */
  foreignKeysOff: boolean
  /** What it does beside its steps, in words. */
  words: string[]
}

/** A change in two halves: after the first, old and new code can both run; the second waits until no old code does. */
export interface GradualPlan {
  expand: Half
  contract: Half
  unsafe: Unsafe[]
  /** The tables between the halves, as old code and as new code sees them. */
  between: { asOld: Storage; asNew: Storage }
  duals: DualTable[]
}

/** Splits the change from one model to another; `unsafe` says what cannot be split and what is not decided yet. */
export function planGradually(from: ModelIR, to: ModelIR, options: PlanOptions = {}): GradualPlan {
  const at = options.at ?? new Date()
  const [before, after] = [storageOf(from), storageOf(to)]
  const refused = refusedGradually(before, after)
  if (refused.length > 0) return nothingBut(refused)
  const { first, second, expanded } = expand(before, after, options)
  const duals = expanded
    .map(({ dual }) => dual)
    .filter(({ pairs, fills }) => pairs.length + fills.length > 0)
  const spare = expanded.flatMap(({ second: table, spare }) =>
    spare.map((column) => ({
      table: table.key,
      key: column.key,
      drop: `${table.label}.${column.label}`,
    })),
  )
  const opening = planStorage(before, first, { at })
  const drops = new Set([...(options.drops ?? []), ...spare.map(({ drop }) => drop)])
  const closing = planStorage(second, after, { ...options, drops, at })
  const isSpare = (operation: Operation): boolean =>
    operation.kind === 'dropColumn' &&
    spare.some(({ table, key }) => table === operation.table.key && key === operation.column.key)
  const contract = [
    ...closing.operations.map((operation) =>
      isSpare(operation) ? withoutCopy(operation) : operation,
    ),
    ...lateFormulas(before, after, closing.operations),
  ]
  return {
    expand: opened(opening.operations, duals),
    contract: closed(contract, duals),
    unsafe: [...opening.unsafe, ...closing.unsafe],
    between: { asOld: first, asNew: second },
    duals,
  }
}

function nothingBut(unsafe: Unsafe[]): GradualPlan {
  const half = {
    operations: [],
    parts: { sqlite: [], postgres: [] },
    foreignKeysOff: false,
    words: [],
  }
  const between = { asOld: { tables: [] }, asNew: { tables: [] } }
  return { expand: half, contract: half, unsafe, between, duals: [] }
}

function expand(
  before: Storage,
  after: Storage,
  { fills = new Map() }: PlanOptions,
): { first: Storage; second: Storage; expanded: ExpandedTable[] } {
  const expanded = after.tables.flatMap((table) => {
    const was = before.tables.find(({ key }) => key === table.key)
    return was ? [expandedTable(was, table, fills)] : []
  })
  const created = after.tables.filter(
    ({ key }) => !before.tables.some((table) => table.key === key),
  )
  const leaving = before.tables.filter(
    ({ key }) => !after.tables.some((table) => table.key === key),
  )
  const all = (form: 'first' | 'second'): Storage => ({
    tables: [...expanded.map((table) => table[form]), ...created, ...leaving],
  })
  return { first: all('first'), second: all('second'), expanded }
}

/** The values stand in the other column. */
function withoutCopy(operation: Operation): Operation {
  return operation.kind === 'dropColumn'
    ? { ...operation, keptIn: null, class: 'data', reversible: true }
    : operation
}

/** Old code does not write a formula that only new code knows. */
function lateFormulas(before: Storage, after: Storage, planned: readonly Operation[]): Operation[] {
  return after.tables.flatMap((table) => {
    const was = before.tables.find(({ key }) => key === table.key)
    return table.columns.flatMap((column): Operation[] => {
      const isNew = was && column.formula && !was.columns.some(({ key }) => key === column.key)
      const isPlanned = planned.some(
        (step) =>
          step.kind === 'recompute' &&
          step.table.key === table.key &&
          step.column.key === column.key,
      )
      if (!isNew || isPlanned) return []
      const footprint = [table.key, `${table.key}.${column.key}`]
      return [{ kind: 'recompute', table, column, class: 'data', reversible: true, footprint }]
    })
  })
}

function opened(operations: Operation[], duals: readonly DualTable[]): Half {
  const triggers = duals.flatMap(createPostgresTriggers)
  return {
    operations,
    foreignKeysOff: needsForeignKeysOff(operations),
    words: duals.flatMap(wordsOf),
    parts: {
      sqlite: joined([
        ...planParts(operations, 'sqlite'),
        transaction('', [...duals.flatMap(createSqliteTriggers), ...duals.flatMap(copySqlite)]),
      ]),
      postgres: named([
        ...planParts(operations, 'postgres'),
        transaction('let both codes write', triggers),
        ...duals.flatMap(copyPostgres),
      ]),
    },
  }
}

function closed(operations: Operation[], duals: readonly DualTable[]): Half {
  const planned = planParts(operations, 'postgres')
  return {
    operations,
    foreignKeysOff: needsForeignKeysOff(operations),
    words: duals.length === 0 ? [] : ['no longer write for older code'],
    parts: {
      sqlite: joined([
        transaction('', duals.flatMap(dropSqliteTriggers)),
        ...planParts(operations, 'sqlite'),
      ]),
      postgres: named([
        ...planned.filter(isLook),
        transaction('no longer write for older code', duals.flatMap(dropPostgresTriggers)),
        ...planned.filter((part) => !isLook(part)),
      ]),
    },
  }
}

/** A row that does not fit is met while nothing is changed yet. */
function isLook({ title }: Part): boolean {
  return title === lookTitle
}

/** A script of SQLite is one transaction. */
function joined(parts: readonly Part[]): Part[] {
  const statements = parts.flatMap((part) => part.statements)
  return statements.length === 0 ? [] : [transaction('', statements)]
}

function named(parts: readonly Part[]): Part[] {
  const done = parts.filter(({ statements }) => statements.length > 0)
  return done.map((part) => (part.title === '' ? { ...part, title: 'change the tables' } : part))
}

function wordsOf({ table, pairs, fills }: DualTable): string[] {
  return [
    ...pairs.map(({ former, now }) => `keep ${table.name}.${former.name} and ${now.name} equal`),
    ...fills.map(
      ({ column }) => `fill ${table.name}.${column.name} where older code leaves it empty`,
    ),
  ]
}
