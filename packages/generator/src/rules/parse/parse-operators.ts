import type { Expr } from '@cambium/model/ir'
import type {
  BinaryExpression,
  ConditionalExpression,
  LogicalExpression,
  PrivateInExpression,
  UnaryExpression,
} from 'oxc-parser'
import { inferType } from '../schema/index.ts'
import type { Names, ParseContext } from './parse-context.ts'

type BinaryNode = BinaryExpression | PrivateInExpression

/** `!condition`, and the sign of a number. */
export function parseUnary(
  context: ParseContext,
  node: UnaryExpression,
  names: Names,
): Expr | null {
  if (node.operator !== '!' && node.operator !== '-') {
    const message = `${node.operator} is not part of the language of rules`
    context.problems.refuse('notAllowed', node.start, { message })
    return null
  }
  const operand = context.expression(node.argument, names)
  if (node.operator === '!') return context.marks.at({ type: 'not', operand }, node)
  if (operand.type === 'literal' && typeof operand.value === 'number') {
    return context.marks.at(
      { type: 'literal', value: operand.value === 0 ? 0 : -operand.value },
      node,
    )
  }
  context.problems.refuse('notAllowed', node.start, {
    message: '- before something that is not a number is not part of the language of rules',
    hint: 'write 0 - value',
  })
  return null
}

/** `&&`, `||` and `??`. */
export function parseLogical(
  context: ParseContext,
  node: LogicalExpression,
  names: Names,
): Expr | null {
  const left = context.expression(node.left, names)
  const right = context.expression(node.right, names)
  if (node.operator === '??') {
    return context.marks.at({ type: 'coalesce', value: left, fallback: right }, node)
  }
  return context.marks.at({ type: node.operator === '&&' ? 'and' : 'or', left, right }, node)
}

/** `test ? then : else`. */
export function parseConditional(
  context: ParseContext,
  node: ConditionalExpression,
  names: Names,
): Expr | null {
  const test = context.expression(node.test, names)
  const yes = context.expression(node.consequent, names)
  const no = context.expression(node.alternate, names)
  return context.marks.at({ type: 'conditional', test, whenTrue: yes, whenFalse: no }, node)
}

/** Comparisons, arithmetic and the joining of text. */
export function parseBinary(context: ParseContext, node: BinaryNode, names: Names): Expr | null {
  const { operator } = node
  if (operator === '==' || operator === '!=') {
    context.problems.refuse('looseEquality', operatorOffset(context, node), {
      message: `${operator} is not part of the language of rules`,
      hint: `write ${operator}=`,
    })
    return null
  }
  if (node.left.type === 'PrivateIdentifier' || !isOperator(operator)) {
    context.problems.refuse('notAllowed', operatorOffset(context, node), {
      message: `the operator ${operator} is not part of the language of rules`,
      hint: 'the operators are === !== < <= > >= && || ! ?? ?: + - *',
    })
    return null
  }
  const left = context.expression(node.left, names)
  const right = context.expression(node.right, names)
  const made = binary(context, operator, [left, right])
  return context.marks.at(made, node)
}

type Operator = '===' | '!==' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*'

function isOperator(operator: string): operator is Operator {
  return ['===', '!==', '<', '<=', '>', '>=', '+', '-', '*'].includes(operator)
}

function binary(context: ParseContext, operator: Operator, sides: [Expr, Expr]): Expr {
  const [left, right] = sides
  if (operator === '+' && sides.some((side) => isText(context, side))) {
    return { type: 'concat', parts: sides.flatMap(joinedParts) }
  }
  if (operator === '+' || operator === '-' || operator === '*') {
    return { type: 'arithmetic', operator, left, right }
  }
  if (operator === '===' || operator === '!==') {
    const tested = isNullLiteral(right) ? left : isNullLiteral(left) ? right : null
    if (tested !== null) {
      const isNull: Expr = { type: 'isNull', operand: tested }
      context.marks.at(isNull, context.marks.of(tested))
      return operator === '===' ? isNull : { type: 'not', operand: isNull }
    }
  }
  return { type: 'compare', operator, left, right }
}

/** Everything that TypeScript holds as text, so that its + joins. */
function isText(context: ParseContext, expr: Expr): boolean {
  const type = inferType(context.schema, context.bases, expr)
  return (
    type.kind === 'value' && ['string', 'decimal', 'bigint', 'date', 'instant'].includes(type.value)
  )
}

function joinedParts(expr: Expr): Expr[] {
  return expr.type === 'concat' ? expr.parts : [expr]
}

function isNullLiteral(expr: Expr): boolean {
  return expr.type === 'literal' && expr.value === null
}

/** The operator is what is wrong, so the problem points at it. */
function operatorOffset(context: ParseContext, node: BinaryNode): number {
  const at = context.text.indexOf(node.operator, node.left.end)
  return at < 0 ? node.start : at
}
