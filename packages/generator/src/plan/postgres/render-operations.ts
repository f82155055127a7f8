import { guardsOf } from '../misfit-rows.ts'
import type { Operation } from '../operation.ts'
import { misfit } from './cast-value.ts'
import { guard } from './guard.ts'
import { renderOperation } from './render-operation.ts'

/** The statements of a plan, those that stop it when rows do not fit before each step. */
export function renderOperations(operations: readonly Operation[]): string[] {
  return operations.flatMap((operation) => [
    ...guardsOf(operation, { guard, misfit }),
    ...renderOperation(operation),
  ])
}
