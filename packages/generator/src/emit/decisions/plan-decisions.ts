import type { AccessName, EntityIR, ModelIR, RuleIR } from '@cambium/model'
import {
  type Alternative,
  alternativesOf,
  alternativeWords,
  broughtRoles,
  type Condition,
  conditionWords,
} from '../../access/index.ts'
import { createSchema, type Schema } from '../../rules/index.ts'
import { isAcceptedOnCreate, isAcceptedOnUpdate, isReturned } from '../entity-fields.ts'
import { type Case, planCase, type RuleSite } from './plan-case.ts'
import type { PlannedDecision } from './planned-decision.ts'
import { type TakenValues, withUniqueValues } from './unique-values.ts'
import { isRef } from './world.ts'

/** What is tried of the rules of one entity, and what cannot be. */
export interface EntityDecisions {
  decisions: PlannedDecision[]
  /** In words, what no data could be made up for. */
  gaps: string[]
}

/** Plans one allowed request for each alternative of each rule, and one refused request for each of its conditions. */
export function planDecisions(model: ModelIR): Map<string, EntityDecisions> {
  const schema = createSchema(model.entities)
  const brings = broughtRoles(model)
  return new Map(
    model.entities.map((entity) => {
      const isTenant = model.tenancy?.entity === entity.name
      const isServed = entity.rest !== null && model.apis.rest
      const plan = { schema, entity, taken: new Map() }
      const planned = isServed
        ? sitesOf(entity).map((site) => planRule(plan, { ...site, brings, isTenant }))
        : [{ decisions: [], gaps: [] }]
      return [
        entity.name,
        {
          decisions: planned.flatMap(({ decisions }) => decisions),
          gaps: planned.flatMap(({ gaps }) => gaps),
        },
      ]
    }),
  )
}

const nobody: RuleIR = { type: 'none' }

/** Every rule that a request can come to. */
function sitesOf(entity: EntityIR): RuleSite[] {
  const offers = new Set(entity.operations)
  const isRead = offers.has('get') || offers.has('list')
  const operations: AccessName[] = ['read', 'create', 'update', 'delete']
  return [
    ...operations
      .filter((kind) => (kind === 'read' ? isRead : offers.has(kind)))
      .map((kind) => ({ kind, words: kind, rule: entity.access[kind] })),
    ...(entity.share && servesAccessList(entity)
      ? [{ kind: 'share' as const, words: 'share', rule: entity.share }]
      : []),
    ...entity.fieldAccess.flatMap(({ field: name, read, write }) => {
      const field = entity.fields.find((one) => one.name === name)
      if (!field) return []
      const isUpdated = isAcceptedOnUpdate(field) && offers.has('update')
      const isSent = isUpdated || (isAcceptedOnCreate(field) && offers.has('create'))
      return [
        ...(read && isReturned(field) && isRead
          ? [{ kind: 'read' as const, words: `read ${name}`, rule: read, field }]
          : []),
        ...(write && isSent
          ? [
              {
                kind: isUpdated ? ('update' as const) : ('create' as const),
                words: `write ${name}`,
                rule: write,
                field,
              },
            ]
          : []),
      ]
    }),
  ]
}

/** A relation of that name comes first. */
function servesAccessList({ inverses, manyToMany }: EntityIR): boolean {
  return [...inverses, ...manyToMany].every(({ name }) => name !== 'access')
}

interface Plan {
  schema: Schema
  entity: EntityIR
  taken: TakenValues
}

function planRule(plan: Plan, site: RuleSite): EntityDecisions {
  const { entity } = plan
  const alternatives = alternativesOf(site.rule)
  const cases =
    alternatives.length === 0
      ? [refusedToAll(site)]
      : alternatives.flatMap((one) => casesOf(entity, site, { one, alternatives }))
  const planned = cases.map((one) => ({ one, decision: planWith(plan, one) }))
  return {
    decisions: planned.flatMap(({ decision }) => (decision ? [decision] : [])),
    gaps: planned.flatMap(({ one, decision }) => (decision ? [] : [one.name])),
  }
}

/** An alternative that never decides alone is shown beside others; what must be refused is shown alone or not at all. */
function planWith({ schema, entity, taken }: Plan, one: Case): PlannedDecision | null {
  const alone = planCase(schema, entity, one)
  const decision =
    alone ?? (one.missing === null ? planCase(schema, entity, { ...one, fails: [] }) : null)
  if (!decision || !isOfOneTenant(decision, one.site)) return null
  return withUniqueValues(decision, taken)
}

/** A tenant is there before all that belongs to it, so that neither it nor what is shared can refer to such a record. */
function isOfOneTenant({ world }: PlannedDecision, { isTenant, kind }: RuleSite): boolean {
  if (!isTenant || kind === 'create') return true
  return world.records.every(
    ({ entity, values }) =>
      entity.tenant ||
      Object.values(values).every(
        (value) => !isRef(value) || world.records[value.ref]?.entity.tenant !== true,
      ),
  )
}

function casesOf(
  entity: EntityIR,
  site: RuleSite,
  { one, alternatives }: { one: Alternative; alternatives: readonly Alternative[] },
): Case[] {
  const others = alternatives.filter((other) => other !== one)
  const words = alternativeWords(entity, one)
  const allowed: Case = {
    site,
    name:
      words === 'everybody'
        ? `allows ${site.words} to everybody`
        : `allows ${site.words} where ${words}`,
    holds: one.conditions,
    fails: others.map(ruleOf),
    missing: null,
  }
  const refused = one.conditions.map((condition, index): Case => {
    const rest = one.conditions.filter((_, at) => at !== index)
    const unless = conditionWords(entity, condition)
    return {
      site,
      name: `refuses ${site.words} unless ${unless}${rest.length > 0 ? `, though ${rest.map((part) => conditionWords(entity, part)).join(', and ')}` : ''}`,
      holds: rest,
      fails: others.map(ruleOf),
      missing: condition,
    }
  })
  return [allowed, ...refused]
}

function refusedToAll(site: RuleSite): Case {
  const admin: Condition = { type: 'role', roles: ['admin'] }
  return {
    site: { ...site, rule: nobody },
    name: `refuses ${site.words} even where the caller has the role admin`,
    holds: [admin],
    fails: [],
    missing: 'everything',
  }
}

function ruleOf({ conditions }: Alternative): RuleIR {
  return { type: 'all', rules: conditions }
}
