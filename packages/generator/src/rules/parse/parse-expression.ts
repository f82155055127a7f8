import type { Expr } from '@cambium/model/ir'
import type { Expression } from 'oxc-parser'
import { parseCall } from './parse-call.ts'
import type { Names, ParseContext } from './parse-context.ts'
import { parseLiteral, parseTemplate } from './parse-literal.ts'
import { parseBinary, parseConditional, parseLogical, parseUnary } from './parse-operators.ts'
import { parseIdentifier, parseMember } from './parse-path.ts'
import { wordsFor } from './words-for.ts'

/** Turns one node of the text into an expression, refusing what the grammar of rules does not have. */
export function parseExpression(
  context: ParseContext,
  node: Expression,
  names: Names,
): Expr | null {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'ChainExpression':
      return context.expression(node.expression, names)
    case 'Literal':
      return parseLiteral(context, node)
    case 'TemplateLiteral':
      return parseTemplate(context, node, names)
    case 'UnaryExpression':
      return parseUnary(context, node, names)
    case 'LogicalExpression':
      return parseLogical(context, node, names)
    case 'BinaryExpression':
      return parseBinary(context, node, names)
    case 'ConditionalExpression':
      return parseConditional(context, node, names)
    case 'Identifier':
      return parseIdentifier(context, node, names)
    case 'MemberExpression':
      return parseMember(context, node, names)
    case 'CallExpression':
      return parseCall(context, node, names)
    default:
      context.problems.refuse('notAllowed', node.start, {
        message: `${wordsFor(node.type)} is not part of the language of rules`,
      })
      return null
  }
}
