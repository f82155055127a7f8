import type { Expr } from '@cambium/model/ir'
import type { Facts, NullFlow } from '../flow/index.ts'
import type { PathExpr } from '../schema/index.ts'

/** The paths of a test that may be missing where TypeScript would not let them be. */
export function missingOperands(
  flow: NullFlow,
  expr: Extract<Expr, { type: 'compare' | 'in' }>,
  facts: Facts,
): PathExpr[] {
  if (expr.type === 'in') return missingIn(flow, expr.value, facts)
  const isOrder = expr.operator !== '===' && expr.operator !== '!=='
  return [expr.left, expr.right].flatMap((side) =>
    side.type === 'path' && !isOrder ? [] : missingIn(flow, side, facts),
  )
}

/** The paths of a value whose absence would show in it. */
export function missingIn(flow: NullFlow, expr: Expr, facts: Facts): PathExpr[] {
  switch (expr.type) {
    case 'path':
      return flow.mayBeMissing(expr, facts) ? [expr] : []
    case 'arithmetic':
      return [...missingIn(flow, expr.left, facts), ...missingIn(flow, expr.right, facts)]
    case 'concat':
      return expr.parts.flatMap((part) => missingIn(flow, part, facts))
    case 'coalesce':
      return [...innerMissing(flow, expr.value, facts), ...missingIn(flow, expr.fallback, facts)]
    case 'conditional':
      return [
        ...missingIn(flow, expr.whenTrue, flow.narrow(expr.test, true, facts)),
        ...missingIn(flow, expr.whenFalse, flow.narrow(expr.test, false, facts)),
      ]
    default:
      return []
  }
}

/** What `??` catches may be missing itself, but not be calculated with what is missing. */
function innerMissing(flow: NullFlow, expr: Expr, facts: Facts): PathExpr[] {
  return expr.type === 'path' ? [] : missingIn(flow, expr, facts)
}
