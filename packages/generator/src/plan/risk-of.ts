import { differs } from './differs.ts'
import type { Operation } from './operation.ts'
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

/** The risk of a step; `rebuilt` are the keys of the tables that SQLite writes anew. */
export function riskOf(operation: Operation, rebuilt: ReadonlySet<string>): Risk {
  const risk = riskAlone(operation)
  const isWorse = risk.badge === 'rewrites' || risk.badge === 'loses data'
  if (isWorse || !rebuilt.has(operation.table.key)) return risk
  return { ...risk, badge: 'rewrites', means: `${risk.means}; SQLite writes the table anew` }
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
  return fill === null
    ? looked
    : {
        ...updates,
        lock: exclusive,
        means: `${looked.means}; empty ones are filled some thousand at a time`,
      }
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
