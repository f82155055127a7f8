import { differs } from './differs.ts'
import type { Operation } from './operation.ts'

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
const renamed: Risk = {
  badge: 'locks',
  lock: exclusive,
  means: 'instances of the older code fail on the former name: stop them first',
}
const lost: Risk = {
  badge: 'loses data',
  lock: exclusive,
  means: 'the values are kept in a table _gone_..., and older code fails: stop it first',
}
const updates: Risk = { badge: 'rewrites', lock: 'ROW EXCLUSIVE', means: 'every row is written' }

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
    case 'changeColumn':
      return changeRisk(operation)
    case 'addChoices':
      return { badge: 'locks', lock: exclusive, means: 'all wait while the rows are looked at' }
    case 'addForeignKey':
      return {
        badge: 'locks',
        lock: 'SHARE ROW EXCLUSIVE',
        means: 'writes wait while the rows are looked at',
      }
    case 'createIndex':
      return operation.class === 'additive' && operation.footprint.length === 1
        ? nothing
        : { badge: 'locks', lock: 'SHARE', means: 'writes wait while the index is made' }
    case 'createSideIndex':
      return operation.fill ? { ...updates, lock: exclusive } : nothing
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

function changeRisk({ before, column }: Extract<Operation, { kind: 'changeColumn' }>): Risk {
  if (differs(before.type, column.type)) {
    return { badge: 'rewrites', lock: exclusive, means: 'all wait while every row is written' }
  }
  return before.nullable && !column.nullable
    ? { badge: 'locks', lock: exclusive, means: 'all wait while the rows are looked at' }
    : moment
}
