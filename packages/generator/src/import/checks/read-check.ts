import { conditionArrow } from './arrow/index.ts'
import type { CheckColumn, CheckPart } from './check-column.ts'
import { arrowCompiles } from './compiles.ts'
import { limitsOf } from './limits-of.ts'
import { mergeParts } from './merge-parts.ts'
import { parseCheck, type SqlDialect } from './parse-check.ts'
import { isKnown, type SqlExpr } from './sql-expr.ts'

/**
 * What the model can say of a CHECK: the parts that together refuse exactly what it refuses (none where it refuses
 * nothing), or `null` where some of it cannot be said. `sql` is the expression, or the whole `CHECK (...)`.
 */
export async function readCheck(
  sql: string,
  columns: readonly CheckColumn[],
  dialect: SqlDialect,
): Promise<CheckPart[] | null> {
  const expr = await parseCheck({ sql, columns, dialect })
  if (!isKnown(expr)) return null
  const parts: CheckPart[] = []
  const rest: SqlExpr[] = []
  for (const condition of conjuncts(expr)) {
    const limits = limitsOf(condition)
    if (limits === null) rest.push(condition)
    else parts.push(...limits)
  }
  const merged = mergeParts(parts)
  const arrow = rest.length === 0 ? true : conditionArrow({ type: 'and', parts: rest })
  if (merged === null || arrow === null) return null
  if (arrow === true) return merged
  return arrowCompiles(arrow, 'check', columns) ? [...merged, { kind: 'arrow', arrow }] : null
}

function conjuncts(expr: SqlExpr): SqlExpr[] {
  return expr.type === 'and' ? expr.parts.flatMap(conjuncts) : [expr]
}
