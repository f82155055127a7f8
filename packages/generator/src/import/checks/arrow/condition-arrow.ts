import type { SqlExpr } from '../sql-expr.ts'
import { parametersOf } from './arrow-parameters.ts'
import { printCondition, simplify } from './condition.ts'
import { createArrowContext } from './create-arrow-context.ts'

/**
 * The arrow that is true where a CHECK lets a row pass, which it does where it is true or null; `null` where the
 * language of rules cannot say it, and `true` where it refuses nothing.
 */
export function conditionArrow(expr: SqlExpr): string | true | null {
  const condition = createArrowContext().condition(expr, 'notFalse')
  if (condition === null) return null
  const simple = simplify(condition)
  if (simple.type === 'constant') return simple.value ? true : null
  const body = printCondition(simple)
  return `${parametersOf(expr)} => ${body}`
}
