import { differs } from './differs.ts'
import type { Operation } from './operation.ts'
import type { Dialect } from './render-plan.ts'
import type { Column, StorageType } from './storage.ts'

/** The worst a step does, in two words. */
export type Badge = 'safe' | 'locks' | 'rewrites' | 'loses data'

/** What a step means for a deployment that is running. */
export interface Risk {
  badge: Badge
  /** The lock PostgreSQL holds while it runs, `null` for none that others wait for. */
  lock: string | null
  means: string
}

const exclusive = 'ACCESS EXCLUSIVE'
const nothing: Risk = { badge: 'safe', lock: null, means: 'nobody waits' }
const moment: Risk = { badge: 'safe', lock: exclusive, means: 'held for a moment' }
const looked: Risk = {
  ...moment,
  means: 'held for a moment; the rows are looked at while others write',
}
const renamed: Risk = {
  badge: 'locks',
  lock: exclusive,
  means: 'instances of the older code fail on the former name: stop them first',
}
const missed: Risk = {
  badge: 'locks',
  lock: exclusive,
  means: 'instances of the older code, which give it no value, can add no rows: stop them first',
}
const lost: Risk = {
  badge: 'loses data',
  lock: exclusive,
  means: 'the values are kept in a table _gone_..., and older code fails: stop it first',
}
const updates: Risk = {
  badge: 'rewrites',
  lock: null,
  means: 'every row is written, some thousand at a time while others write',
}
const anew: Risk = {
  badge: 'rewrites',
  lock: exclusive,
  means: 'all wait while every row is written',
}

/** The risk of a step on these databases; `rebuilt` are the keys of the tables that SQLite writes anew. */
export function riskOf(
  operation: Operation,
  rebuilt: ReadonlySet<string>,
  dialects: readonly Dialect[] = ['sqlite', 'postgres'],
): Risk {
  const risk = riskAlone(operation)
  const isRebuilt = rebuilt.has(operation.table.key)
  if (!dialects.includes('postgres')) return onSqlite(risk, isRebuilt)
  const isWorse = risk.badge === 'rewrites' || risk.badge === 'loses data'
  if (isWorse || !isRebuilt || !dialects.includes('sqlite')) return risk
  return { ...risk, badge: 'rewrites', means: `${risk.means}; SQLite writes the table anew` }
}

/** One transaction that nobody else writes beside. */
function onSqlite(risk: Risk, isRebuilt: boolean): Risk {
  const wait = 'writes wait until the migration is through'
  if (risk.badge === 'loses data') return { ...risk, lock: null }
  const means = risk.badge === 'locks' ? risk.means : wait
  if (isRebuilt)
    return { badge: 'rewrites', lock: null, means: `the table is written anew; ${means}` }
  if (risk.badge !== 'rewrites') return { ...risk, lock: null, means }
  return { ...risk, lock: null, means: `every row is written; ${wait}` }
}

function riskAlone(operation: Operation): Risk {
  switch (operation.kind) {
    case 'dropColumn':
      return operation.keptIn === null || operation.class === 'data' ? renamed : lost
    case 'dropTable':
      return operation.class === 'data' ? renamed : lost
    case 'renameTable':
    case 'renameColumn':
      return renamed
    case 'addColumn':
      return isMissed(operation.column) ? missed : moment
    case 'changeColumn':
      return changeRisk(operation)
    case 'addChoices':
      return looked
    case 'addForeignKey':
      return { ...looked, lock: 'SHARE ROW EXCLUSIVE' }
    case 'createIndex':
      return { ...nothing, means: 'nobody waits: it is made while others write' }
    case 'createSideIndex':
      return operation.fill && operation.index.kind === 'words' ? anew : nothing
    case 'carryLinks':
    case 'carryReference':
    case 'recompute':
      return updates
    case 'createTable':
    case 'addForeignKeys':
    case 'dropKept':
      return nothing
    default:
      return moment
  }
}

function changeRisk({ before, column, fill }: Extract<Operation, { kind: 'changeColumn' }>): Risk {
  if (differs(before.type, column.type) && !isWider(before.type, column.type)) return anew
  if (!before.nullable || column.nullable) return moment
  const refused = 'older code that leaves it empty is refused'
  if (fill === null) return { ...looked, means: `${looked.means}; ${refused}` }
  const filled = `${looked.means}, and empty ones filled some thousand at a time; ${refused}`
  return { ...updates, lock: exclusive, means: filled }
}

/** Code that does not know the column leaves it empty, which it must not be. */
function isMissed({ nullable, default: value }: Column): boolean {
  return !nullable && value === undefined
}

/** Only what the database notes of a decimal with more digits before its point differs. */
function isWider(before: StorageType, after: StorageType): boolean {
  if (before.kind !== 'decimal' || after.kind !== 'decimal') return false
  return before.scale === after.scale && before.precision <= after.precision
}
