import type { Expr } from '@cambium/model/ir'
import type { Facts } from '../flow/index.ts'
import { type ExpressionType, simpleType } from '../schema/index.ts'
import { checkArithmetic } from './check-arithmetic.ts'
import { checkConcat } from './check-concat.ts'
import type { CheckContext } from './check-context.ts'
import { checkCoalesce, checkConditional } from './check-either.ts'
import { checkPath } from './check-path.ts'
import { checkAggregate } from './check-relation.ts'
import { checkTest, isTest } from './check-test.ts'

/** Checks an expression whose value is used, and answers its type. */
export function checkValue(context: CheckContext, expr: Expr, facts: Facts): ExpressionType {
  switch (expr.type) {
    case 'literal':
      return context.typeOf(expr)
    case 'path':
      return checkPath(context, expr, facts)
    case 'arithmetic':
      return checkArithmetic(context, expr, facts)
    case 'concat':
      return checkConcat(context, expr, facts)
    case 'coalesce':
      return checkCoalesce(context, expr, facts)
    case 'conditional':
      return checkConditional(context, expr, facts)
    case 'count':
    case 'sum':
    case 'min':
    case 'max':
      return checkAggregate(context, expr, facts)
    default:
      return checkTruthValue(context, expr, facts)
  }
}

/** A condition whose true or false is itself the value, so that null may not stand for false. */
function checkTruthValue(context: CheckContext, expr: Expr, facts: Facts): ExpressionType {
  if (isTest(expr)) checkTest(context, expr, facts)
  else context.condition(expr, facts)
  if (expr.type === 'and' || expr.type === 'or') {
    refuseNullSide(context, expr.left, facts)
    refuseNullSide(context, expr.right, context.flow.narrow(expr.left, expr.type === 'and', facts))
  }
  return simpleType('boolean')
}

function refuseNullSide(context: CheckContext, side: Expr, facts: Facts): void {
  if (!context.flow.mayBeMissing(side, facts)) return
  context.refuse('nullOperand', side, {
    message: `${context.words(side)} may be null, which && and || would give as their value`,
    hint: 'write (... ?? false), or compare it: ... === true',
  })
}
