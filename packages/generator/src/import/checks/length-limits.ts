import type { CheckColumn, CheckPart } from './check-column.ts'
import { isPlainText } from './column-family.ts'
import type { SqlComparison, SqlLiteral } from './sql-expr.ts'

/** A column beside a literal. */
export interface LiteralComparison {
  column: CheckColumn
  operator: SqlComparison
  literal: SqlLiteral
}

/** Limits of the length of a text; `null` where options cannot say them. */
export function lengthLimits({ column, operator, literal }: LiteralComparison): CheckPart[] | null {
  if (!isPlainText(column) || literal.type !== 'number' || !/^\d{1,9}$/.test(literal.digits)) {
    return null
  }
  const length = Number(literal.digits)
  const limits = { kind: 'limits', column: column.name } as const
  switch (operator) {
    case '=':
      return [{ ...limits, min: length, max: length }]
    case '<>':
      return length === 0 ? [{ ...limits, min: 1 }] : null
    case '>':
      return [{ ...limits, min: length + 1 }]
    case '>=':
      return length === 0 ? [] : [{ ...limits, min: length }]
    case '<':
      return length === 0 ? null : [{ ...limits, max: length - 1 }]
    case '<=':
      return [{ ...limits, max: length }]
  }
}
