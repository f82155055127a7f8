import type { Asker, FieldRuleShape, Row, RuleShape } from '../world/shape.ts'
import type { Graph } from './graph.ts'

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
  if (rule === null) return holds(asker, ['admin'])
  switch (rule.type) {
    case 'public':
      return true
    case 'none':
      return false
    case 'signedIn':
      return asker.id !== null
    case 'role':
      return holds(asker, rule.roles)
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
export function decidedByCaller(asker: Asker, rule: RuleShape | null): boolean | undefined {
  if (rule === null) return holds(asker, ['admin'])
  switch (rule.type) {
    case 'public':
      return true
    case 'none':
      return false
    case 'signedIn':
      return asker.id !== null
    case 'role':
      return holds(asker, rule.roles)
    case 'owner':
      return asker.id === null ? false : undefined
    case 'only':
      return undefined
    case 'arrow':
      return asker.id === null && mentionsUser(rule.text) ? false : undefined
    case 'any': {
      const parts = rule.rules.map((part) => decidedByCaller(asker, part))
      return parts.includes(true) ? true : parts.every((part) => part === false) ? false : undefined
    }
    case 'all': {
      const parts = rule.rules.map((part) => decidedByCaller(asker, part))
      return parts.includes(false) ? false : parts.every((part) => part === true) ? true : undefined
    }
  }
}

/** The same of a field's read rule; a field without one is everybody's. */
export function readableEverywhere(
  asker: Asker,
  rules: FieldRuleShape | undefined,
): boolean | undefined {
  return rules?.read === undefined ? true : decidedByCaller(asker, rules.read)
}

function holds({ id, roles }: Asker, wanted: readonly string[]): boolean {
  return id !== null && wanted.some((role) => roles.includes(role))
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
  { graph, asker, now }: Situation,
  text: string,
  { entity, row, intent }: { entity: string; row: Row; intent?: Intent },
): boolean {
  const isMentioned = mentionsUser(text)
  if (isMentioned && asker.id === null) return false
  const found = graph.find('User', asker.id)
  const stored = (graph.rows.tables.User ?? []).find(({ id }) => id === asker.id)
  if (/(?<!\.)\buser\??\.(?!id\b|hasRole\b)/.test(text) && found === undefined) return false
  const user = Object.defineProperties(
    { id: asker.id, hasRole: (...roles: string[]) => holds(asker, roles) },
    stored === undefined ? {} : Object.getOwnPropertyDescriptors(graph.view('User', stored)),
  )
  const next = intent === undefined ? undefined : graph.view(entity, intent.next)
  if (next === undefined && /=>.*\bnext\b/s.test(text)) return false
  return Boolean(arrowOf(text)(graph.view(entity, row), user, { next, now }))
}
