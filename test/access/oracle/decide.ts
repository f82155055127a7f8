import type { Asker, FieldRuleShape, Row, RuleShape, Value } from '../world/shape.ts'
import { type Graph, tenantOfRow } from './graph.ts'

/** What an update is about to do. */
export interface Intent {
  readonly next: Row
  /** The names of the fields and links that are changed. */
  readonly changed: readonly string[]
}

/** Who asks, over which rows, and at what instant. */
export interface Situation {
  readonly graph: Graph
  readonly asker: Asker
  readonly now: string
}

/** What the rule says of this row, by running its arrows as the JavaScript they are. */
export function allows(
  situation: Situation,
  rule: RuleShape | null,
  about: { readonly entity: string; readonly row: Row; readonly intent?: Intent },
): boolean {
  const { asker } = situation
  if (rule === null) return holds(situation, ['admin'])
  switch (rule.type) {
    case 'public':
      return true
    case 'none':
      return false
    case 'signedIn':
      return asker.id !== null
    case 'role':
      return holds(situation, rule.roles)
    case 'acl':
      return isGranted(situation, rule.right, about)
    case 'owner':
      return asker.id !== null && about.row[rule.key] === asker.id
    case 'only':
      return (
        about.intent?.changed.every((name) => isNamed(situation, about.entity, { rule, name })) ??
        false
      )
    case 'any':
      return rule.rules.some((part) => allows(situation, part, about))
    case 'all':
      return rule.rules.every((part) => allows(situation, part, about))
    case 'arrow':
      return runArrow(situation, rule.text, about)
  }
}

/** `only('assignee')` is about the key. */
function isNamed(
  { graph }: Situation,
  entity: string,
  { rule, name }: { rule: RuleShape & { type: 'only' }; name: string },
): boolean {
  if (rule.names.includes(name)) return true
  const reference = graph.entity(entity).references.find(({ key }) => key === name)
  return reference !== undefined && rule.names.includes(reference.relation)
}

/** What is known of the rule before any row is looked at; undefined where it depends on the row. */
export function decidedByCaller(situation: Situation, rule: RuleShape | null): boolean | undefined {
  const { asker } = situation
  if (rule === null) return holds(situation, ['admin'])
  switch (rule.type) {
    case 'public':
      return true
    case 'none':
      return false
    case 'signedIn':
      return asker.id !== null
    case 'role':
      return holds(situation, rule.roles)
    case 'acl':
    case 'owner':
      return asker.id === null ? false : undefined
    case 'only':
      return undefined
    case 'arrow':
      return asker.id === null && mentionsUser(rule.text) ? false : undefined
    case 'any': {
      const parts = rule.rules.map((part) => decidedByCaller(situation, part))
      return parts.includes(true) ? true : parts.every((part) => part === false) ? false : undefined
    }
    case 'all': {
      const parts = rule.rules.map((part) => decidedByCaller(situation, part))
      return parts.includes(false) ? false : parts.every((part) => part === true) ? true : undefined
    }
  }
}

/** The same of a field's read rule; a field without one is everybody's. */
export function readableEverywhere(
  situation: Situation,
  rules: FieldRuleShape | undefined,
): boolean | undefined {
  return rules?.read === undefined ? true : decidedByCaller(situation, rules.read)
}

/** A role is held with all that come with it, over any number of steps. */
function rolesOf({ graph, asker }: Situation): Set<string> {
  const held = new Set<string>()
  const take = (role: string): void => {
    const brought = graph.shape.roles[role]
    if (brought === undefined || held.has(role)) return
    held.add(role)
    for (const one of brought) take(one)
  }
  for (const role of asker.id === null ? [] : asker.roles) take(role)
  return held
}

function holds(situation: Situation, wanted: readonly string[]): boolean {
  const held = rolesOf(situation)
  return wanted.some((role) => held.has(role))
}

/** Whether the access list of the record has an entry with this right for the caller. */
function isGranted(
  situation: Situation,
  right: string,
  { entity, row }: { entity: string; row: Row },
): boolean {
  const { graph, asker } = situation
  if (asker.id === null) return false
  return graph.rows.grants.some(({ entity: of, id, subject, right: given }) => {
    if (of !== entity || id !== row.id || given !== right) return false
    if ('user' in subject) return subject.user === asker.id
    return 'role' in subject ? rolesOf(situation).has(subject.role) : true
  })
}

/** The tenant that a call may touch at all; where there are none everything is within. */
export function isReached({ graph, asker }: Situation, entity: string, row: Row): boolean {
  return graph.isWithin(entity, row, asker.tenant)
}

function mentionsUser(text: string): boolean {
  return /=>.*(?<!\.)\buser\b/s.test(text)
}

const arrows = new Map<string, (...values: unknown[]) => unknown>()

/** The arrow of a text. */
export function arrowOf(text: string): (...values: unknown[]) => unknown {
  const known = arrows.get(text)
  if (known !== undefined) return known
  const made = new Function(`return ${text}`)() as (...values: unknown[]) => unknown
  arrows.set(text, made)
  return made
}

function runArrow(
  situation: Situation,
  text: string,
  { entity, row, intent }: { entity: string; row: Row; intent?: Intent },
): boolean {
  const { graph, asker, now } = situation
  const isMentioned = mentionsUser(text)
  if (isMentioned && asker.id === null) return false
  // All that is read on the way is of the tenant of the row, or of the caller's where the row is everybody's.
  const tenant: Value = tenantOfRow(graph.entity(entity), row) ?? asker.tenant
  const isSeen = (one: Row): boolean => graph.isWithin('User', one, tenant)
  const found = graph.live('User').find((one) => one.id === asker.id && isSeen(one))
  const stored = (graph.rows.tables.User ?? []).find((one) => one.id === asker.id && isSeen(one))
  if (/(?<!\.)\buser\??\.(?!id\b|hasRole\b)/.test(text) && found === undefined) return false
  const user = Object.defineProperties(
    { id: asker.id, hasRole: (...roles: string[]) => holds(situation, roles) },
    stored === undefined
      ? {}
      : Object.getOwnPropertyDescriptors(graph.view('User', stored, tenant)),
  )
  const next = intent === undefined ? undefined : graph.view(entity, intent.next, tenant)
  if (next === undefined && /=>.*\bnext\b/s.test(text)) return false
  return Boolean(arrowOf(text)(graph.view(entity, row, tenant), user, { next, now }))
}
