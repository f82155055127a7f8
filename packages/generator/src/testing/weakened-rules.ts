import type { EntityIR, ModelIR, RuleIR } from '@cambium/model'
import {
  type Alternative,
  alternativesOf,
  type Condition,
  conditionWords,
} from '../access/index.ts'

/** One condition that was taken out of a rule. */
export interface Weakening {
  entity: string
  /** How the scenario that must notice begins: `refuses update unless the caller is its owner`. */
  scenario: string
  /** `owner`, `role`, `expression some`, ... */
  kind: string
}

/** The model with the nth condition of every rule left out, and which ones these are. */
export function weakenRules(
  model: ModelIR,
  n: number,
): { model: ModelIR; weakenings: Weakening[] } {
  const weakenings: Weakening[] = []
  const weaken = (entity: EntityIR, site: string, rule: RuleIR | null): RuleIR | null => {
    const weaker = weakerRule(entity, site, { rule, n })
    if (!weaker) return rule
    weakenings.push({ entity: entity.name, ...weaker.weakening })
    return weaker.rule
  }
  const entities = model.entities.map((entity) => ({
    ...entity,
    access: {
      read: weaken(entity, 'read', entity.access.read),
      create: weaken(entity, 'create', entity.access.create),
      update: weaken(entity, 'update', entity.access.update),
      delete: weaken(entity, 'delete', entity.access.delete),
    },
    fieldAccess: entity.fieldAccess.map(({ field, read, write }) => ({
      field,
      read: read && weaken(entity, `read ${field}`, read),
      write: write && weaken(entity, `write ${field}`, write),
    })),
  }))
  return { model: { ...model, entities }, weakenings }
}

interface Weaker {
  rule: RuleIR
  weakening: Omit<Weakening, 'entity'>
}

function weakerRule(
  entity: EntityIR,
  site: string,
  { rule, n }: { rule: RuleIR | null; n: number },
): Weaker | null {
  const alternatives = alternativesOf(rule)
  if (alternatives.length === 0 && n === 0) {
    const scenario = `refuses ${site} even where the caller has the role admin`
    return { rule: { type: 'public' }, weakening: { scenario, kind: 'none' } }
  }
  const places = alternatives.flatMap((one) =>
    one.conditions.map((condition) => ({ one, condition })),
  )
  const place = places[n]
  if (!place) return null
  const left = place.one.conditions.filter((condition) => condition !== place.condition)
  const weaker = { conditions: [...left, ...remainder(place.condition)] }
  const rules = alternatives.map((one) => ruleOf(one === place.one ? weaker : one))
  const others = left.map((condition) => conditionWords(entity, condition)).join(', and ')
  const words = `refuses ${site} unless ${conditionWords(entity, place.condition)}`
  const scenario = others === '' ? words : `${words}, though ${others}`
  return {
    rule: { type: 'any', rules },
    weakening: { scenario, kind: kindOf(rule, place.condition) },
  }
}

/** What is asked of the caller stays: only the rows are no longer looked at. */
function remainder(condition: Condition): Condition[] {
  const isAboutCaller =
    condition.type === 'owner' ||
    condition.type === 'acl' ||
    (condition.type === 'expression' && condition.expression.needsUser)
  return isAboutCaller ? [{ type: 'signedIn' }] : []
}

function kindOf(rule: RuleIR | null, condition: Condition): string {
  if (rule === null) return 'no rule'
  if (condition.type !== 'expression') return condition.type
  return `expression ${condition.expression.expr.type}`
}

function ruleOf({ conditions }: Alternative): RuleIR {
  return { type: 'all', rules: conditions }
}
