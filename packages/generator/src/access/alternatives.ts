import type { Expr, RuleIR } from '@cambium/model/ir'

/** Conditions that hold together: whoever meets all of them is let through. */
export interface Alternative {
  /** None at all is everybody, for every row. */
  conditions: Condition[]
}

/** A part of a rule, resolved as far as it goes. An expression keeps the text of the arrow it stands in. */
export type Condition = Exclude<RuleIR, { type: 'public' | 'none' }>

/** Beyond this many alternatives a part is left as it is written. */
const mostAlternatives = 12

/** The ways through a rule: none for nobody. No rule at all is the way of the role `admin`. */
export function alternativesOf(rule: RuleIR | null): Alternative[] {
  return waysThrough(rule ?? { type: 'role', roles: ['admin'] }).map((conditions) => ({
    conditions,
  }))
}

function waysThrough(rule: RuleIR): Condition[][] {
  switch (rule.type) {
    case 'none':
      return []
    case 'public':
      return [[]]
    case 'any':
      return rule.rules.flatMap(waysThrough)
    case 'all':
      return crossed(rule.rules.map(waysThrough)) ?? [[rule]]
    case 'expression': {
      const ways = waysOf(rule.expression.expr, true)
      if (ways.length === 0 || ways.length > mostAlternatives) return [[rule]]
      return ways.map((parts) => parts.map((expr) => partOf(rule, expr)))
    }
    default:
      return [[rule]]
  }
}

function partOf(rule: RuleIR & { type: 'expression' }, expr: Expr): Condition {
  return { type: 'expression', expression: { ...rule.expression, expr } }
}

/** The ways in which an expression comes out so, `and` and `or` resolved. */
function waysOf(expr: Expr, wanted: boolean): Expr[][] {
  if (expr.type === 'not') return waysOf(expr.operand, !wanted)
  if (expr.type === 'and' || expr.type === 'or') {
    const sides = [waysOf(expr.left, wanted), waysOf(expr.right, wanted)]
    if ((expr.type === 'or') === wanted) return sides.flat()
    return crossed(sides) ?? [[wanted ? expr : negated(expr)]]
  }
  if (wanted && isFalseOtherwise(expr)) return waysOf(expr.value, true)
  return [[wanted ? expr : negated(expr)]]
}

/** `condition ?? false` holds where the condition does. */
function isFalseOtherwise(expr: Expr): expr is Expr & { type: 'coalesce' } {
  return (
    expr.type === 'coalesce' && expr.fallback.type === 'literal' && expr.fallback.value === false
  )
}

function negated(expr: Expr): Expr {
  if (expr.type === 'compare' && (expr.operator === '===' || expr.operator === '!==')) {
    return { ...expr, operator: expr.operator === '===' ? '!==' : '===' }
  }
  return { type: 'not', operand: expr }
}

/** Every choice of one way from each part; `null` when these are too many. */
function crossed<Part>(parts: readonly Part[][][]): Part[][] | null {
  const count = parts.reduce((product, { length }) => product * length, 1)
  if (count > mostAlternatives) return null
  return parts.reduce<Part[][]>(
    (all, ways) => all.flatMap((one) => ways.map((way) => [...one, ...way])),
    [[]],
  )
}
