import type { Expr } from '@cambium/model/ir'
import type { Facts } from '../flow/index.ts'
import type { ExpressionType } from '../schema/index.ts'
import type { CheckContext } from './check-context.ts'
import { describeType } from './describe-type.ts'

/** Checks `+`, `-` and `*`: numbers on both sides, and no null. */
export function checkArithmetic(
  context: CheckContext,
  expr: Extract<Expr, { type: 'arithmetic' }>,
  facts: Facts,
): ExpressionType {
  let isKnown = true
  for (const side of [expr.left, expr.right]) {
    const type = context.value(side, facts)
    if (type.kind === 'value' && type.value !== 'integer' && type.value !== 'number') {
      isKnown = false
      context.refuse('notANumber', side, {
        message: `${context.words(side)} is ${describeType(type)}, not a number`,
      })
    } else if (type.kind === 'null' || context.flow.mayBeMissing(side, facts)) {
      context.refuse('nullOperand', side, {
        message: `${context.words(side)} may be null, and null ${expr.operator} 1 is a number in TypeScript only`,
        hint: `write (${context.words(side)} ?? 0), or test it first`,
      })
    } else if (type.kind !== 'value') isKnown = false
  }
  return isKnown ? context.typeOf(expr) : { kind: 'unknown' }
}
