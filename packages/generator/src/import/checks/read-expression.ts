import { formulaArrow } from './arrow/index.ts'
import type { CheckColumn, ReadExpression } from './check-column.ts'
import { arrowCompiles } from './compiles.ts'
import { parseCheck, type SqlDialect } from './parse-check.ts'
import { isKnown } from './sql-expr.ts'

/** The formula of the SQL a generated column is worked out by; `null` where the language of rules cannot say it. */
export async function readExpression(
  sql: string,
  columns: readonly CheckColumn[],
  dialect: SqlDialect,
): Promise<ReadExpression | null> {
  const expr = await parseCheck({ sql, columns, dialect })
  if (!isKnown(expr) || expr.type === 'now') return null
  const read = formulaArrow(expr)
  return read !== null && arrowCompiles(read.arrow, 'computed', columns) ? read : null
}
