import type { A_Expr, Node } from 'libpg-query'
import { operatorOf } from '../postgres-parser/index.ts'
import { familyOf, isPlainText } from './column-family.ts'
import type { NodeContext } from './node-context.ts'
import { patternOfGlob, patternOfLike, patternOfRegex } from './pattern/index.ts'
import { arrayItems } from './read-cast.ts'
import type { SqlComparison, SqlExpr, SqlLiteral } from './sql-expr.ts'
import { globOperator, notGlobOperator } from './sqlite-text.ts'

const unknown: SqlExpr = { type: 'unknown' }

/** An expression made by an operator. */
export function readOperator(context: NodeContext, expr: A_Expr): SqlExpr {
  const operator = operatorOf(expr.name)
  switch (expr.kind) {
    case 'AEXPR_OP':
      return readPlain(context, operator, expr)
    case 'AEXPR_IN':
      return listed(context, {
        expr,
        items: itemsOf(context, expr.rexpr),
        negated: operator === '<>',
      })
    case 'AEXPR_OP_ANY':
      return operator === '='
        ? listed(context, { expr, items: arrayItems(context, expr.rexpr), negated: false })
        : unknown
    case 'AEXPR_OP_ALL':
      return operator === '<>'
        ? listed(context, { expr, items: arrayItems(context, expr.rexpr), negated: true })
        : unknown
    case 'AEXPR_DISTINCT':
    case 'AEXPR_NOT_DISTINCT':
      return {
        type: 'same',
        negated: expr.kind === 'AEXPR_DISTINCT',
        left: context.read(expr.lexpr),
        right: context.read(expr.rexpr),
      }
    case 'AEXPR_BETWEEN':
    case 'AEXPR_NOT_BETWEEN':
      return between(context, expr)
    case 'AEXPR_LIKE':
    case 'AEXPR_ILIKE':
      return readMatch(context, operator, expr)
    default:
      return unknown
  }
}

interface Listed {
  expr: A_Expr
  items: SqlExpr[] | null
  negated: boolean
}

function itemsOf(context: NodeContext, node: Node | undefined): SqlExpr[] | null {
  if (node === undefined || !('List' in node)) return null
  return (node.List.items ?? []).map((part) => context.read(part))
}

function listed(context: NodeContext, { expr, items, negated }: Listed): SqlExpr {
  const list = (items ?? []).filter(isLiteral)
  if (list.length === 0 || list.length !== items?.length) return unknown
  return { type: 'in', value: context.read(expr.lexpr), list, negated }
}

function isLiteral(expr: SqlExpr): expr is SqlLiteral {
  return expr.type === 'number' || expr.type === 'string' || expr.type === 'truth'
}

function between(context: NodeContext, expr: A_Expr): SqlExpr {
  const value = context.read(expr.lexpr)
  const [low = unknown, high = unknown] = itemsOf(context, expr.rexpr) ?? []
  const both: SqlExpr = {
    type: 'and',
    parts: [
      { type: 'compare', operator: '>=', left: value, right: low },
      { type: 'compare', operator: '<=', left: value, right: high },
    ],
  }
  return expr.kind === 'AEXPR_BETWEEN' ? both : { type: 'not', operand: both }
}

const comparisons = new Set<string>(['=', '<>', '<', '<=', '>', '>='])

function readPlain(context: NodeContext, operator: string, expr: A_Expr): SqlExpr {
  const name = operator === '!=' ? '<>' : operator
  const right = context.read(expr.rexpr)
  if (expr.lexpr === undefined) return readSign(name, right)
  const left = context.read(expr.lexpr)
  if (comparisons.has(name)) return compared(name as SqlComparison, left, right)
  if (name === '+' || name === '-' || name === '*') {
    return { type: 'arithmetic', operator: name, left, right }
  }
  if (name === '||') return { type: 'concat', parts: [left, right] }
  return readMatch(context, name, expr)
}

function readSign(operator: string, right: SqlExpr): SqlExpr {
  if (right.type !== 'number') return unknown
  if (operator === '+') return right
  return operator === '-' ? { type: 'number', digits: negative(right.digits) } : unknown
}

function negative(digits: string): string {
  return digits.startsWith('-') ? digits.slice(1) : `-${digits}`
}

/** Comparisons of what stays when blanks are cut away say that there is something else. */
function compared(operator: SqlComparison, left: SqlExpr, right: SqlExpr): SqlExpr {
  const isText = left.type === 'trimmed' && right.type === 'string' && right.text === ''
  const isLength =
    left.type === 'length' &&
    left.value.type === 'trimmed' &&
    right.type === 'number' &&
    ((right.digits === '0' && (operator === '>' || operator === '<>')) ||
      (right.digits === '1' && operator === '>='))
  const trimmed = isText && operator === '<>' ? left : isLength ? left.value : null
  if (trimmed?.type !== 'trimmed') return { type: 'compare', operator, left, right }
  return { type: 'match', value: trimmed.value, pattern: '[^ ]', negated: false }
}

/** `~`, `like` and `glob` with a literal. */
function readMatch(context: NodeContext, operator: string, expr: A_Expr): SqlExpr {
  const value = context.read(expr.lexpr)
  const literal = context.read(expr.rexpr)
  if (value.type !== 'column' || familyOf(value.column) !== 'text' || !isPlainText(value.column)) {
    return unknown
  }
  if (literal.type !== 'string') return unknown
  const pattern = patternOf(context, operator, literal.text)
  return pattern === null
    ? unknown
    : { type: 'match', value, pattern, negated: operator.startsWith('!') }
}

function patternOf({ dialect }: NodeContext, operator: string, text: string): string | null {
  switch (operator) {
    case '~':
    case '!~':
      return dialect === 'postgres' ? patternOfRegex(text, { ignoreCase: false }) : null
    case '~*':
    case '!~*':
      return dialect === 'postgres' ? patternOfRegex(text, { ignoreCase: true }) : null
    case '~~':
    case '!~~':
      return patternOfLike(text, dialect === 'sqlite' ? 'sqlite' : 'exact')
    case '~~*':
    case '!~~*':
      return patternOfLike(text, 'anyCase')
    case globOperator:
    case notGlobOperator:
      return patternOfGlob(text)
    default:
      return null
  }
}
