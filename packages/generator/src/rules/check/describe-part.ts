import type { Expr } from '@cambium/model/ir'

/** A part of an expression as a reader would point at it. */
export function describePart(expr: Expr): string {
  if (expr.type === 'path')
    return [expr.base === 'ctx' ? [] : expr.base, ...expr.path].flat().join('.')
  if ('relation' in expr) return `${describePart(expr.relation)}.${expr.type}(...)`
  if (expr.type === 'literal') return JSON.stringify(expr.value)
  return 'this value'
}
