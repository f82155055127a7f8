import type { AccessName, EntityIR, FieldIR, RuleIR } from '@cambium/model'
import type { BroughtRoles, Condition } from '../../access/index.ts'
import type { Schema } from '../../rules/index.ts'
import { type CallerCondition, callerCondition } from '../caller-condition.ts'
import { addRecord, withCallerRecord } from './add-record.ts'
import type { Goal } from './goal.ts'
import { uniqueSets } from './in-unique.ts'
import type { PlannedDecision } from './planned-decision.ts'
import { createRequirements, withSent } from './requirements.ts'
import { withChange } from './set-value.ts'
import { solve } from './solve.ts'
import { tidyWorld } from './tidy-world.ts'
import { changeWays } from './ways.ts'
import { emptyWorld, isRef, subject, type World } from './world.ts'

/** A rule, and the requests that come to it. */
export interface RuleSite {
  kind: AccessName | 'share'
  /** `read`, `write priority` */
  words: string
  rule: RuleIR | null
  /** Its records are the tenants: a caller sees one, the own. */
  isTenant?: boolean
  /** What each role brings. */
  brings?: BroughtRoles
  /** The field whose own rule it is. */
  field?: FieldIR
}

/** What is to be shown of a rule: these conditions hold, these alternatives do not. */
export interface Case {
  site: RuleSite
  name: string
  holds: readonly Condition[]
  fails: readonly RuleIR[]
  /** What alone is missing; `null` where the request must be allowed. */
  missing: Condition | 'everything' | null
}

/** Further steps are given up: what has not been found by then is left to a person. */
const mostSteps = 1500

const adminOnly: RuleIR = { type: 'role', roles: ['admin'] }

/** A request and the data that show the case; `null` where none could be made up. */
export function planCase(schema: Schema, entity: EntityIR, one: Case): PlannedDecision | null {
  const { site, missing } = one
  const isAllowed = missing === null
  const budget = { steps: mostSteps }
  for (const signedIn of callersOf(entity, one)) {
    for (const start of startsOf(schema, entity, { site, signedIn })) {
      for (const isAtTheDoor of isAllowed || site.kind === 'read' ? [false] : [false, true]) {
        const goals = goalsOf(entity, one, isAtTheDoor)
        const requirements = createRequirements(schema, {
          kind: site.kind === 'share' ? 'read' : site.kind,
          about: site.field?.name,
          isRefused: !isAllowed,
          isAtTheDoor,
        })
        const world = solve(schema, start, { goals, requirements, budget })
        const decision = world && decided(entity, one, { world, isAtTheDoor })
        if (decision) return { ...decision, world: tidyWorld(decision.world) }
      }
    }
  }
  return null
}

/** Guests first where signing in is what is missing, or where nobody need do it. What is a tenant's no guest sees. */
function callersOf({ tenant }: EntityIR, { site, holds, missing }: Case): boolean[] {
  const isWalled = tenant || (site.isTenant === true && site.kind !== 'create')
  if (isWalled && missing === null) return [true]
  const isAboutGuests = missing !== null && missing !== 'everything' && missing.type === 'signedIn'
  return isAboutGuests || (missing === null && holds.length === 0) ? [false, true] : [true, false]
}

/** The worlds to start from: with the record, and for an update with different first changes. */
function* startsOf(
  schema: Schema,
  entity: EntityIR,
  { site, signedIn }: { site: RuleSite; signedIn: boolean },
): Generator<World> {
  const isSent = site.kind === 'create'
  const { brings } = site
  const caller = { signedIn, roles: [], record: null, ...(brings && { brings }) }
  const empty = emptyWorld(caller, isSent)
  const placed = addRecord(schema, empty, { entity })
  const world = placed && (isSent ? withCreator(schema, entity, placed.world) : placed.world)
  if (!world) return
  if (site.kind !== 'update') {
    yield world
    return
  }
  if (site.field) {
    for (const n of [3, 2]) {
      const sent = withSent(world, site.field, n)
      if (sent) yield sent
    }
    return
  }
  yield world
  yield* firstChanges(entity, world)
}

/** So many first changes of each sort are tried. */
const mostFirstChanges = 4

/** Changes of fields that anybody who may change the record may change, before others. */
function* firstChanges(entity: EntityIR, world: World): Generator<World> {
  const ruled = new Set(entity.fieldAccess.map(({ field }) => field))
  const stateful = new Set(
    entity.fields.filter(({ choice }) => choice?.transitions).map(({ name }) => name),
  )
  const unique = new Set(uniqueSets(entity).flat())
  const isPlain = (name: string): boolean =>
    !ruled.has(name) && !stateful.has(name) && !unique.has(name)
  for (const isWanted of [isPlain, (name: string) => !isPlain(name)]) {
    let tried = 0
    for (const way of changeWays(world, isWanted)) {
      yield way.world
      if (++tried === mostFirstChanges) break
    }
  }
  yield* sameReferences(entity, world)
}

/** Where nothing but references can be sent, the ones that are there. */
function* sameReferences(entity: EntityIR, world: World): Generator<World> {
  for (const field of entity.fields) {
    const value = world.records[subject]?.values[field.name]
    const sent = isRef(value) ? withChange(world, { field, value }) : null
    if (sent) yield sent
  }
}

/** Whoever creates a record that names its creator must be there. */
function withCreator(schema: Schema, entity: EntityIR, world: World): World | null {
  const namesCreator = entity.fields.some(
    ({ default: preset }) => preset && 'server' in preset && preset.server === 'currentUser',
  )
  return namesCreator ? withCallerRecord(schema, world) : world
}

function goalsOf(entity: EntityIR, one: Case, isAtTheDoor: boolean): Goal[] {
  const { site, holds, fails, missing } = one
  const at = subject
  const isLeftOut = missing === null || missing === 'everything'
  const goals: Goal[] = [
    ...holds.map((rule) => ({ rule, at, wanted: true })),
    ...(isLeftOut ? [] : [{ rule: missing, at, wanted: false, isMeant: true }]),
    ...fails.map((rule) => ({ rule, at, wanted: false })),
  ]
  const isOfField = site.field !== undefined
  if (site.kind === 'update' && isOfField) goals.push(passes(entity.access.update))
  if (site.kind === 'create' && isOfField) goals.push(passes(entity.access.create))
  const needsRead = ['update', 'delete', 'share'].includes(site.kind) || isOfField
  if (needsRead && site.kind !== 'create' && !isAtTheDoor) goals.push(passes(entity.access.read))
  return goals
}

function passes(rule: RuleIR | null): Goal {
  return { rule: rule ?? adminOnly, at: subject, wanted: true }
}

/** What must come back; `null` where the plan does not show what it should. */
function decided(
  entity: EntityIR,
  { site, name, missing }: Case,
  { world, isAtTheDoor }: { world: World; isAtTheDoor: boolean },
): PlannedDecision | null {
  const request = requestOf(entity, site)
  const { field } = site
  if (missing === null) {
    const shown = field && site.kind === 'read' ? ({ field, is: 'shown' } as const) : undefined
    if (shown && request !== 'get') return null
    return { name, world, request, status: statusOf(request), ...(shown && { field: shown }) }
  }
  if (field && site.kind === 'read') {
    return request === 'get'
      ? { name, world, request, status: 200, field: { field, is: 'hidden' } }
      : null
  }
  const passesAtAll = meets(callerCondition(site.rule ?? adminOnly), world)
  if (isAtTheDoor && (passesAtAll || field)) return null
  if (!passesAtAll && isAboutRows(missing)) return null
  const refusal = refusalOf(site, world, passesAtAll)
  if (request === 'list' && refusal.status === 404) return { name, world, request, status: 200 }
  const isNamed = field !== undefined && refusal.status === 403
  return { name, world, request, ...refusal, ...(isNamed && { field: { field, is: 'refused' } }) }
}

/** Must the rows decide, and not who asks alone? */
function isAboutRows(missing: Case['missing']): boolean {
  if (missing === null || missing === 'everything') return false
  if (missing.type === 'expression') return missing.expression.expr.type !== 'hasRole'
  return missing.type !== 'signedIn' && missing.type !== 'role'
}

function requestOf(entity: EntityIR, { kind }: RuleSite): PlannedDecision['request'] {
  if (kind !== 'read') return kind
  return entity.operations.includes('get') ? 'get' : 'list'
}

function statusOf(request: PlannedDecision['request']): number {
  if (request === 'create') return 201
  return request === 'delete' ? 204 : 200
}

function refusalOf(
  { kind }: RuleSite,
  { caller }: World,
  passesAtAll: boolean,
): { status: number; problem: NonNullable<PlannedDecision['problem']> } {
  if (kind === 'read' && passesAtAll) return { status: 404, problem: 'not_found' }
  return caller.signedIn
    ? { status: 403, problem: 'forbidden' }
    : { status: 401, problem: 'unauthenticated' }
}

/** Does the caller get past what is decided before any row is read? */
function meets(condition: CallerCondition, world: World): boolean {
  const { caller } = world
  switch (condition.kind) {
    case 'everybody':
      return true
    case 'nobody':
      return false
    case 'signedIn':
      return caller.signedIn
    case 'role':
      return condition.roles.some((role) => caller.roles.includes(role))
    case 'any':
      return condition.parts.some((part) => meets(part, world))
    case 'all':
      return condition.parts.every((part) => meets(part, world))
  }
}
