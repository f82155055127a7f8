import { partsOf, type SqlExpr } from '../sql-expr.ts'

/** `(row)`, or with the clock where it is read. */
export function parametersOf(expr: SqlExpr): string {
  return readsClock(expr) ? '(row, { now })' : '(row)'
}

function readsClock(expr: SqlExpr): boolean {
  return expr.type === 'now' || partsOf(expr).some(readsClock)
}
