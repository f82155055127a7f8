import type { CheckColumn } from './check-column.ts'

/** A comparison of SQL. */
export type SqlComparison = '=' | '<>' | '<' | '<=' | '>' | '>='

/** A literal of SQL: numbers as their digits, so that none is lost. */
export type SqlLiteral =
  | { type: 'number'; digits: string }
  | { type: 'string'; text: string }
  | { type: 'truth'; value: boolean }
  | { type: 'null' }

/** What can be understood of an expression of SQL, in few words. */
export type SqlExpr =
  | SqlLiteral
  | { type: 'column'; column: CheckColumn }
  | { type: 'compare'; operator: SqlComparison; left: SqlExpr; right: SqlExpr }
  /** `is distinct from`, which knows no null. */
  | { type: 'same'; negated: boolean; left: SqlExpr; right: SqlExpr }
  | { type: 'and' | 'or'; parts: SqlExpr[] }
  | { type: 'not'; operand: SqlExpr }
  | { type: 'isNull'; operand: SqlExpr; negated: boolean }
  /** `is true`, `is not false`. */
  | { type: 'isTruth'; operand: SqlExpr; value: boolean; negated: boolean }
  | { type: 'in'; value: SqlExpr; list: SqlLiteral[]; negated: boolean }
  /** A regular expression in JavaScript's form. */
  | { type: 'match'; value: SqlExpr; pattern: string; negated: boolean }
  | { type: 'length'; value: SqlExpr }
  /** Without blanks at its ends. */
  | { type: 'trimmed'; value: SqlExpr }
  | { type: 'case'; branches: { test: SqlExpr; value: SqlExpr }[]; otherwise: SqlExpr }
  | { type: 'coalesce'; values: SqlExpr[] }
  | { type: 'arithmetic'; operator: '+' | '-' | '*'; left: SqlExpr; right: SqlExpr }
  | { type: 'concat'; parts: SqlExpr[] }
  /** How many of the values are not null. */
  | { type: 'countPresent'; values: SqlExpr[] }
  | { type: 'now' }
  /** 1 for true, 0 for false. */
  | { type: 'asNumber'; operand: SqlExpr }
  /** What is not understood. */
  | { type: 'unknown' }

/** True when the expression and all its parts are understood. */
export function isKnown(expr: SqlExpr): boolean {
  return expr.type !== 'unknown' && partsOf(expr).every(isKnown)
}

/** The columns an expression speaks of, each once. */
export function columnsOf(expr: SqlExpr): CheckColumn[] {
  if (expr.type === 'column') return [expr.column]
  return [...new Set(partsOf(expr).flatMap(columnsOf))]
}

/** The direct parts of an expression. */
export function partsOf(expr: SqlExpr): SqlExpr[] {
  switch (expr.type) {
    case 'compare':
    case 'same':
    case 'arithmetic':
      return [expr.left, expr.right]
    case 'and':
    case 'or':
    case 'concat':
      return expr.parts
    case 'not':
    case 'isNull':
    case 'isTruth':
    case 'asNumber':
      return [expr.operand]
    case 'in':
      return [expr.value, ...expr.list]
    case 'match':
    case 'length':
    case 'trimmed':
      return [expr.value]
    case 'case':
      return [...expr.branches.flatMap(({ test, value }) => [test, value]), expr.otherwise]
    case 'coalesce':
    case 'countPresent':
      return expr.values
    default:
      return []
  }
}
