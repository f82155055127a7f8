import type { ArrowFunctionExpression, Expression } from 'oxc-parser'

/** The body of an arrow that is one expression; null for a block. */
export function expressionBody(arrow: ArrowFunctionExpression): Expression | null {
  return arrow.body.type === 'BlockStatement' ? null : arrow.body
}
