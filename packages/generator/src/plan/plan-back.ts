import type { ModelIR } from '@cambium/model'
import type { Operation, Plan } from './operation.ts'
import { planMigration } from './plan-migration.ts'

/** A planned change, and when it was planned. */
export interface Change {
  from: ModelIR
  to: ModelIR
  plan: Plan
  at: Date
}

/**
 * The way back of a change, in which nothing is lost: what it added goes with what was put in since, which is kept aside.
 * `null` where there is none: what the change itself took away would come back empty.
 */
export function planBack({ from, to, plan, at }: Change): Plan | null {
  if (plan.operations.some((operation) => operation.class === 'destructive')) return null
  const drops = new Set(plan.operations.flatMap(addedBy))
  const back = planMigration(to, from, { drops, at })
  return back.unsafe.length === 0 ? back : null
}

function addedBy(operation: Operation): string[] {
  const { table } = operation
  if (operation.kind === 'createTable') return [table.label]
  if (operation.kind === 'createIndex' && table.adopted) return [operation.index.name]
  if (operation.kind !== 'addColumn') return []
  return [table.isLink ? table.label : `${table.label}.${operation.column.label}`]
}
