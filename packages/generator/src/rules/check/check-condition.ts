import type { Expr } from '@cambium/model/ir'
import type { Facts } from '../flow/index.ts'
import type { CheckContext } from './check-context.ts'
import { checkTest, isTest } from './check-test.ts'
import { describeType } from './describe-type.ts'

/** Checks an expression whose truth is asked: there null and undefined count as false. */
export function checkCondition(context: CheckContext, expr: Expr, facts: Facts): void {
  switch (expr.type) {
    case 'not':
      context.condition(expr.operand, facts)
      return
    case 'and':
    case 'or':
      context.condition(expr.left, facts)
      context.condition(expr.right, context.flow.narrow(expr.left, expr.type === 'and', facts))
      return
    case 'coalesce':
      context.condition(expr.value, facts)
      context.condition(expr.fallback, facts)
      return
    case 'conditional':
      context.condition(expr.test, facts)
      context.condition(expr.whenTrue, context.flow.narrow(expr.test, true, facts))
      context.condition(expr.whenFalse, context.flow.narrow(expr.test, false, facts))
      return
    default:
      if (isTest(expr)) checkTest(context, expr, facts)
      else checkBoolean(context, expr, facts)
  }
}

function checkBoolean(context: CheckContext, expr: Expr, facts: Facts): void {
  const plain = context.typeOf(expr)
  if (plain.kind === 'record' || plain.kind === 'many' || plain.kind === 'null') {
    context.refuse('notACondition', expr, {
      message: `${context.words(expr)} is ${describeType(plain)}, not a condition`,
      ...(plain.kind === 'record' && { hint: `write ${context.words(expr)} !== null` }),
    })
    return
  }
  const type = context.value(expr, facts)
  if (type.kind !== 'value' || type.value === 'boolean') return
  context.refuse('notACondition', expr, {
    message: `${context.words(expr)} is ${describeType(type)}, not a condition`,
    hint: 'say what it is compared with',
  })
}
