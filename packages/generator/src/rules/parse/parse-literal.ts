import type { Expr } from '@cambium/model/ir'
import type { Expression, TemplateLiteral } from 'oxc-parser'
import type { Names, ParseContext } from './parse-context.ts'

export type LiteralNode = Extract<Expression, { type: 'Literal' }>
export type LiteralExpr = Extract<Expr, { type: 'literal' }>

/** Strings, finite numbers, booleans and null. */
export function parseLiteral(context: ParseContext, node: LiteralNode): LiteralExpr | null {
  const value = node.value
  const reason = refusedLiteral(node)
  if (reason === null && isPlain(value)) {
    return context.marks.at({ type: 'literal', value }, node)
  }
  context.problems.refuse('literal', node.start, { message: reason ?? 'no such literal' })
  return null
}

/** A template is the concatenation of its pieces. */
export function parseTemplate(
  context: ParseContext,
  node: TemplateLiteral,
  names: Names,
): Expr | null {
  const parts: Expr[] = []
  for (const [index, quasi] of node.quasis.entries()) {
    const value = quasi.value.cooked ?? ''
    if (value.includes('\0')) return refuseNul(context, quasi.start)
    if (value !== '') parts.push(context.marks.at({ type: 'literal', value }, quasi))
    const inner = node.expressions[index]
    if (inner === undefined) continue
    parts.push(context.expression(inner, names))
  }
  if (node.expressions.length > 0) return context.marks.at({ type: 'concat', parts }, node)
  return parts[0] ?? context.marks.at({ type: 'literal', value: '' }, node)
}

function isPlain(value: unknown): value is string | number | boolean | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

function refusedLiteral(node: LiteralNode): string | null {
  if ('regex' in node) return 'a regular expression is not part of the language of rules'
  if ('bigint' in node) return "a big integer is written as text: '123' instead of 123n"
  if (typeof node.value === 'string' && node.value.includes('\0')) return 'text may not hold NUL'
  if (typeof node.value !== 'number') return null
  if (!Number.isFinite(node.value)) return 'this number is not finite'
  if (Number.isInteger(node.value) && !Number.isSafeInteger(node.value)) {
    return 'this number is too large to be exact'
  }
  return null
}

function refuseNul(context: ParseContext, offset: number): null {
  context.problems.refuse('literal', offset, { message: 'text may not hold NUL' })
  return null
}
