import type { Expr } from '@cambium/model/ir'

/** Stands in for a part that was refused, so that the rest is still looked at. It has no type. */
export function refusedPart(): Expr {
  return { type: 'path', base: '', path: [] }
}

/** True for what stands in for a refused part. */
export function isRefused(expr: Expr): boolean {
  return expr.type === 'path' && expr.base === ''
}
