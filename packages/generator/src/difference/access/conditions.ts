import type { EntityIR, Expr, ModelIR, RuleIR } from '@cambium/model/ir'
import { canonicalExpression } from './canonical-expression.ts'

/** Conditions that hold together; several of these are alternatives. None at all is every row. */
export type Conjunction = ReadonlySet<string>

/** Beyond this many alternatives a rule is compared as a whole. */
const mostAlternatives = 64

/** A rule as alternatives of conditions that hold together: `[]` is no row, `[{}]` every row. */
export function alternativesOf(model: ModelIR, entity: EntityIR, rule: RuleIR): Conjunction[] {
  switch (rule.type) {
    case 'none':
      return []
    case 'public':
      return [new Set()]
    case 'any':
      return rule.rules.flatMap((part) => alternativesOf(model, entity, part))
    case 'all':
      return crossed(
        rule.rules.map((part) => alternativesOf(model, entity, part)),
        () => JSON.stringify(rule),
      )
    case 'owner': {
      const field = entity.fields.find(({ name }) => name === rule.field)
      return [new Set([`owner ${field?.id ?? rule.field}`])]
    }
    case 'only':
      return [new Set([`only ${fieldIds(entity, rule.fields).join()}`])]
    case 'expression':
      return ofExpression(rule.expression.expr, (expr) => canonicalExpression(model, entity, expr))
    default:
      return [new Set([JSON.stringify(rule)])]
  }
}

/** Whether whoever meets one rule meets the other: every alternative asks at least what one of the others asks. */
export function implies(some: readonly Conjunction[], all: readonly Conjunction[]): boolean {
  return some.every((one) => all.some((other) => [...other].every((part) => one.has(part))))
}

function ofExpression(expr: Expr, keyOf: (expr: Expr) => string): Conjunction[] {
  if (expr.type === 'or') {
    return [...ofExpression(expr.left, keyOf), ...ofExpression(expr.right, keyOf)]
  }
  if (expr.type !== 'and') return [new Set([keyOf(expr)])]
  return crossed([ofExpression(expr.left, keyOf), ofExpression(expr.right, keyOf)], () =>
    keyOf(expr),
  )
}

function crossed(parts: readonly Conjunction[][], whole: () => string): Conjunction[] {
  const count = parts.reduce((product, { length }) => product * length, 1)
  if (count > mostAlternatives) return [new Set([whole()])]
  return parts.reduce<Conjunction[]>(
    (all, alternatives) =>
      all.flatMap((one) => alternatives.map((other) => new Set([...one, ...other]))),
    [new Set()],
  )
}

function fieldIds(entity: EntityIR, names: readonly string[]): (number | string)[] {
  return names.map((name) => entity.fields.find((field) => field.name === name)?.id ?? name).sort()
}
