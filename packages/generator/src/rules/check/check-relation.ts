import type { Expr } from '@cambium/model/ir'
import type { Facts } from '../flow/index.ts'
import { type ExpressionType, simpleType } from '../schema/index.ts'
import type { CheckContext } from './check-context.ts'
import { checkSteps } from './check-path.ts'
import { describeType } from './describe-type.ts'

export type AggregateExpr = Extract<Expr, { type: 'count' | 'sum' | 'min' | 'max' }>

/** Checks the way to a to-many relation. */
export function checkRelation(context: CheckContext, relation: Expr, facts: Facts): void {
  if (relation.type === 'path') checkSteps(context, relation, facts)
}

/** Checks count, sum, min and max, and answers their type. */
export function checkAggregate(
  context: CheckContext,
  expr: AggregateExpr,
  facts: Facts,
): ExpressionType {
  checkRelation(context, expr.relation, facts)
  if (expr.type === 'count') {
    if (expr.where !== null) context.condition(expr.where, facts)
    return simpleType('integer')
  }
  const type = context.value(expr.of, facts)
  if (type.kind !== 'value') return type
  if (type.value === 'integer' || type.value === 'number') return simpleType(type.value)
  context.refuse('notANumber', expr.of, {
    message: `${expr.type}() is asked of a number, and this is ${describeType(type)}`,
  })
  return { kind: 'unknown' }
}
