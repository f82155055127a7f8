import type { ModelIR } from '@cambium/model/ir'
import {
  type Badge,
  operationWords,
  planMigration,
  rebuiltTables,
  riskOf,
  type StepClass,
} from '../plan/index.ts'

/** One step the tables need, in words. */
export interface StorageChange {
  /** `add column tasks.due_at` */
  says: string
  class: StepClass
  /** How it meets a deployment that runs; `undecided` waits for a flag of `cambium migrate save`. */
  badge: Badge | 'undecided'
}

/** What the tables need to follow the model. */
export function compareStorage(before: ModelIR, after: ModelIR): StorageChange[] {
  const { operations, unsafe } = planMigration(before, after)
  const rebuilt = rebuiltTables(operations)
  return [
    ...operations.map((operation) => ({
      says: operationWords(operation),
      class: operation.class,
      badge: riskOf(operation, rebuilt).badge,
    })),
    ...unsafe.map(({ what, why, flags }) => ({
      says: `${what}: ${why}${flags.length === 0 ? '' : ` (${flags.join(' or ')})`}`,
      class: 'destructive' as const,
      badge: 'undecided' as const,
    })),
  ]
}
