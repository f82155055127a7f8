import type { CheckColumn, CheckPart } from './check-column.ts'
import { familyOf, isPlainText } from './column-family.ts'
import { lengthLimits } from './length-limits.ts'
import { partsOf, type SqlComparison, type SqlExpr } from './sql-expr.ts'
import { valueLimits } from './value-limits.ts'

/** What options of one field say of a condition; `null` where they cannot say all of it. */
export function limitsOf(condition: SqlExpr): CheckPart[] | null {
  if (condition.type === 'or') return limitsOfEither(condition.parts)
  if (condition.type === 'and') {
    const parts = condition.parts.map(limitsOf)
    return parts.includes(null) ? null : parts.flatMap((part) => part ?? [])
  }
  if (condition.type === 'isNull' && condition.negated) return presence(condition.operand)
  if (condition.type === 'in' && !condition.negated) return choices(condition)
  if (condition.type === 'match' && condition.value.type === 'column') {
    const { column } = condition.value
    if (!isPlainText(column)) return null
    const pattern = condition.negated ? `^(?![\\s\\S]*(?:${condition.pattern}))` : condition.pattern
    return [{ kind: 'limits', column: column.name, pattern }]
  }
  return condition.type === 'compare' ? comparison(condition) : null
}

/** `x is null or ...`: limits let null pass anyway. */
function limitsOfEither(parts: SqlExpr[]): CheckPart[] | null {
  const [first, second, third] = parts
  if (first === undefined || second === undefined || third !== undefined) return null
  const [test, rest] = isNullTest(first) ? [first, second] : [second, first]
  if (test.type !== 'isNull' || test.negated || test.operand.type !== 'column') return null
  const { column } = test.operand
  const limits = limitsOf(rest)
  const isSameColumn = limits?.every(
    (part) => part.kind !== 'required' && part.kind !== 'arrow' && part.column === column.name,
  )
  return isSameColumn ? limits : null
}

function isNullTest(expr: SqlExpr): boolean {
  return expr.type === 'isNull' && !expr.negated
}

function presence(operand: SqlExpr): CheckPart[] | null {
  if (operand.type !== 'column') return null
  const { name, nullable } = operand.column
  return nullable ? [{ kind: 'required', column: name }] : []
}

function choices({ value, list }: Extract<SqlExpr, { type: 'in' }>): CheckPart[] | null {
  if (value.type !== 'column') return null
  const { column } = value
  const values = list.map((literal) => (literal.type === 'string' ? literal.text : null))
  const texts = [...new Set(values.filter((text) => text !== null))]
  const isText = column.kind === 'text' || column.kind === 'choice'
  if (!isText || values.includes(null)) return null
  return [{ kind: 'choice', column: column.name, values: texts }]
}

const turned: Readonly<Record<SqlComparison, SqlComparison>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

function comparison(expr: Extract<SqlExpr, { type: 'compare' }>): CheckPart[] | null {
  const isTurned = partsOf(expr.left).length === 0 && expr.left.type !== 'column'
  const [value, literal] = isTurned ? [expr.right, expr.left] : [expr.left, expr.right]
  const operator = isTurned ? turned[expr.operator] : expr.operator
  if (literal.type !== 'number' && literal.type !== 'string') return null
  if (value.type === 'length' && value.value.type === 'column') {
    return lengthLimits({ column: value.value.column, operator, literal })
  }
  if (value.type !== 'column') return null
  return isNonEmpty(value.column, operator, literal)
    ? [{ kind: 'limits', column: value.column.name, min: 1 }]
    : valueLimits({ column: value.column, operator, literal })
}

function isNonEmpty(column: CheckColumn, operator: SqlComparison, literal: SqlExpr): boolean {
  const isEmptyText = literal.type === 'string' && literal.text === ''
  return familyOf(column) === 'text' && isPlainText(column) && operator === '<>' && isEmptyText
}
