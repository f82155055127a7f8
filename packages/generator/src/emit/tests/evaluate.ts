import type { Expr, ExpressionIR, JsonValue } from '@cambium/model'

type Value = JsonValue | undefined
type Row = { readonly [field: string]: Value }

/** Does the condition hold for this record? False also when it cannot be decided from the record alone. */
export function holdsFor(expression: ExpressionIR, row: Row): boolean {
  if (!expression.pure) return false
  try {
    return evaluate(expression.expr, row) === true
  } catch {
    return false
  }
}

function evaluate(expr: Expr, row: Row): Value {
  switch (expr.type) {
    case 'literal':
      return expr.value
    case 'path':
      return expr.base === 'row' && expr.path.length === 1 ? row[expr.path[0] ?? ''] : undecided()
    case 'not':
      return !evaluate(expr.operand, row)
    case 'and':
      return evaluate(expr.left, row) === true && evaluate(expr.right, row) === true
    case 'or':
      return evaluate(expr.left, row) === true || evaluate(expr.right, row) === true
    case 'isNull':
      return evaluate(expr.operand, row) === null
    case 'in':
      return expr.list.some((value) => value === evaluate(expr.value, row))
    case 'compare':
      return compare(expr, row)
    case 'arithmetic':
      return calculate(expr, row)
    case 'concat':
      return expr.parts.map((part) => String(evaluate(part, row))).join('')
    case 'coalesce':
      return evaluate(expr.value, row) ?? evaluate(expr.fallback, row)
    case 'conditional':
      return evaluate(evaluate(expr.test, row) === true ? expr.whenTrue : expr.whenFalse, row)
    default:
      return undecided()
  }
}

function undecided(): never {
  throw new Error('needs more than the record')
}

function compare(expr: Expr & { type: 'compare' }, row: Row): boolean {
  const left = evaluate(expr.left, row)
  const right = evaluate(expr.right, row)
  if (expr.operator === '===') return left === right
  if (expr.operator === '!==') return left !== right
  if (left === null || right === null || left === undefined || right === undefined)
    return undecided()
  if (expr.operator === '<') return left < right
  if (expr.operator === '<=') return left <= right
  return expr.operator === '>' ? left > right : left >= right
}

function calculate(expr: Expr & { type: 'arithmetic' }, row: Row): number {
  const left = Number(evaluate(expr.left, row))
  const right = Number(evaluate(expr.right, row))
  if (expr.operator === '+') return left + right
  return expr.operator === '-' ? left - right : left * right
}
