import type { ExpressionIR } from '@cambium/model/ir'
import { createNullFlow, noFacts } from '../flow/index.ts'
import { createSchema } from '../schema/index.ts'
import type { JsNames } from './js-names.ts'
import { printJs } from './print-js.ts'

/**
 * The body of an arrow that decides a pure expression in memory, reading as its author wrote it.
 * @throws on an expression that is not pure.
 */
export function expressionToJs(expression: ExpressionIR, names: JsNames): string {
  const flow = createNullFlow(createSchema([]), new Map())
  return printJs(expression.expr, noFacts, { names, flow, isGuarded: false })
}
