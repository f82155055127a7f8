import type { Expr } from '@cambium/model/ir'
import type { Facts } from '../flow/index.ts'
import { type ExpressionType, isSafeRange, numberRange, simpleType } from '../schema/index.ts'
import type { CheckContext } from './check-context.ts'
import { describeType } from './describe-type.ts'

/** Checks the joining of text: text and exact whole numbers, and no null. */
export function checkConcat(
  context: CheckContext,
  expr: Extract<Expr, { type: 'concat' }>,
  facts: Facts,
): ExpressionType {
  for (const part of expr.parts) {
    const type = context.value(part, facts)
    if (type.kind === 'null' || context.flow.mayBeMissing(part, facts)) {
      context.refuse('nullOperand', part, {
        message: `${context.words(part)} may be null, and the text would say so`,
        hint: `write (${context.words(part)} ?? '')`,
      })
    } else if (type.kind === 'value') checkPart(context, part, type.value)
  }
  return simpleType('string')
}

function checkPart(context: CheckContext, part: Expr, value: string): void {
  if (value === 'string') return
  if (value === 'integer') {
    if (isSafeRange(numberRange(context.schema, context.bases, part))) return
    context.refuse('notText', part, {
      message: 'this number may be too large to be exact, and would then be written differently',
      hint: 'give the fields it is made of a min and a max',
    })
    return
  }
  const type = context.typeOf(part)
  context.refuse('notText', part, {
    message: `${context.words(part)} is ${describeType(type)}, which has no common text`,
  })
}
