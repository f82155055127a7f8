import type { Expr } from '@cambium/model/ir'

/** The expressions an expression is made of, in the author's order. */
export function childrenOf(expr: Expr): Expr[] {
  switch (expr.type) {
    case 'literal':
    case 'path':
    case 'hasRole':
      return []
    case 'not':
    case 'isNull':
      return [expr.operand]
    case 'and':
    case 'or':
    case 'compare':
    case 'arithmetic':
      return [expr.left, expr.right]
    case 'in':
      return [expr.value]
    case 'some':
    case 'every':
    case 'none':
      return [expr.relation, expr.where]
    case 'count':
      return expr.where === null ? [expr.relation] : [expr.relation, expr.where]
    case 'sum':
    case 'min':
    case 'max':
      return [expr.relation, expr.of]
    case 'concat':
      return [...expr.parts]
    case 'coalesce':
      return [expr.value, expr.fallback]
    case 'conditional':
      return [expr.test, expr.whenTrue, expr.whenFalse]
  }
}

/** The expression and everything inside it, outermost first. */
export function* everyPart(expr: Expr): Generator<Expr> {
  const pending = [expr]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    yield next
    pending.push(...childrenOf(next).reverse())
  }
}
