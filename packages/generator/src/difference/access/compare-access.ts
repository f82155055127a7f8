import type { EntityIR, ModelIR, RuleIR } from '@cambium/model/ir'
import { type Column, columnIn, columnsOf, residualRule, ruleWords } from '../../access/index.ts'
import { entityGrants, fieldGrants, type Grant } from '../../emit/index.ts'
import { pairById } from '../pairs.ts'
import { alternativesOf, implies } from './conditions.ts'

/** A cell of the access matrix that changed, the same for everybody in `who`. */
export interface AccessChange {
  /** `gains` never takes a row away, `loses` never gives one; `changes` does both, or cannot be told. */
  effect: 'gains' | 'loses' | 'changes'
  who: string[]
  /** `update Task` */
  what: string
  /** The rows that could be reached, and the rows that can. */
  before: string
  after: string
}

/** An entity of one model. */
interface GrantSite {
  model: ModelIR
  entity: EntityIR
}

const nothing: RuleIR = { type: 'none' }

/** Who may do more or less than before: operation by role, and field by role where fields have rules of their own. */
export function compareAccess(before: ModelIR, after: ModelIR): AccessChange[] {
  const columns = columnsOf(after, before)
  const { both, added, removed } = pairById(before.entities, after.entities)
  return [
    ...both.flatMap((pair) => {
      const sites: Sites = {
        before: { model: before, entity: pair.before },
        after: { model: after, entity: pair.after },
      }
      return [
        ...compareGrants(sites, columns, [entityGrants(pair.before), entityGrants(pair.after)]),
        ...compareGrants(sites, columns, knownFields(pair)),
      ]
    }),
    ...added.flatMap((entity) => {
      const site = { model: after, entity }
      return compareGrants({ before: site, after: site }, columns, [[], entityGrants(entity)])
    }),
    ...removed.flatMap((entity) => {
      const site = { model: before, entity }
      return compareGrants({ before: site, after: site }, columns, [entityGrants(entity), []])
    }),
    ...compareCalls(before, after, columns),
  ]
}

interface Sites {
  before: GrantSite
  after: GrantSite
}

/** Fields of both models, and new ones with a rule: a new one without is reached with its record. */
function knownFields(pair: {
  before: GrantSite['entity']
  after: GrantSite['entity']
}): [Grant[], Grant[]] {
  const [old, now] = [fieldGrants(pair.before), fieldGrants(pair.after)]
  const kept = new Set(now.map(({ key }) => key))
  const former = new Set(old.map(({ key }) => key))
  const open = now.filter(({ key, rule }) => !former.has(key) && rule?.type === 'public')
  return [old.filter(({ key }) => kept.has(key)), now.filter((grant) => !open.includes(grant))]
}

function compareGrants(
  sites: Sites,
  columns: readonly Column[],
  [before, after]: [readonly Grant[], readonly Grant[]],
): AccessChange[] {
  const keys = new Set([...after, ...before].map(({ key }) => key))
  return [...keys].flatMap((key) => {
    const old = before.find((grant) => grant.key === key)
    const now = after.find((grant) => grant.key === key)
    const changes = columns.flatMap((column) => {
      const from = ruleFor(old, columnIn(column, sites.before.model))
      const to = ruleFor(now, columnIn(column, sites.after.model))
      const effect = effectOf(sites, from, to)
      if (effect === null) return []
      const what = now?.what ?? old?.what ?? key
      const words = [rowWords(sites.before, from), rowWords(sites.after, to)] as const
      return [{ effect, who: [column.words], what, before: words[0], after: words[1] }]
    })
    return gathered(changes, columns.length)
  })
}

function ruleFor(grant: Grant | undefined, column: Column): RuleIR {
  return grant ? residualRule(grant.rule, column) : nothing
}

function effectOf(sites: Sites, from: RuleIR, to: RuleIR): AccessChange['effect'] | null {
  const old = alternativesOf(sites.before.model, sites.before.entity, from)
  const now = alternativesOf(sites.after.model, sites.after.entity, to)
  const [grows, shrinks] = [implies(old, now), implies(now, old)]
  if (grows && shrinks) return null
  return grows ? 'gains' : shrinks ? 'loses' : 'changes'
}

function rowWords({ entity }: GrantSite, rule: RuleIR): string {
  if (rule.type === 'public') return 'every row'
  return rule.type === 'none' ? 'no row' : ruleWords(entity, rule)
}

/** What happens to several callers alike is said once. */
function gathered(changes: readonly AccessChange[], columns: number): AccessChange[] {
  const groups = new Map<string, AccessChange>()
  for (const change of changes) {
    const key = JSON.stringify([change.effect, change.before, change.after])
    const known = groups.get(key)
    groups.set(key, { ...change, who: [...(known?.who ?? []), ...change.who] })
  }
  return [...groups.values()].map((change) =>
    change.who.length === columns ? { ...change, who: ['everybody'] } : change,
  )
}

/** Who may call functions: a rule of theirs asks the caller alone, so it lets in or does not. */
function compareCalls(before: ModelIR, after: ModelIR, columns: readonly Column[]): AccessChange[] {
  const [old, now] = [rulesOf(before), rulesOf(after)]
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((name) => {
    const changes = columns.flatMap((column): AccessChange[] => {
      const mayNow = isLetIn(now, name, columnIn(column, after))
      const couldBefore = isLetIn(old, name, columnIn(column, before))
      if (mayNow === couldBefore) return []
      const [from, to] = [couldBefore, mayNow].map((may) => (may ? 'yes' : 'no'))
      return [
        {
          effect: mayNow ? 'gains' : 'loses',
          who: [column.words],
          what: `call ${name}`,
          before: from ?? '',
          after: to ?? '',
        },
      ]
    })
    return gathered(changes, columns.length)
  })
}

function rulesOf({ logic }: ModelIR): Map<string, RuleIR | null> {
  return new Map(logic?.functions.map(({ name, access }) => [name, access]))
}

function isLetIn(rules: Map<string, RuleIR | null>, name: string, column: Column): boolean {
  const rule = rules.get(name)
  return rule !== undefined && residualRule(rule, column).type === 'public'
}
