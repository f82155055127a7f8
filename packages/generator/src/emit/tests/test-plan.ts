import type { EntityIR, FieldIR } from '@cambium/model'
import { isIntegerKey } from '@cambium/model/keys'
import { literal } from '../../print/index.ts'
import { isRequiredOnCreate } from '../entity-fields.ts'
import type { EntityPlan, ProjectPlan } from '../project-names.ts'
import { createFixtures, type Fixtures } from './fixtures.ts'
import { both, type NeededCaller, neededCaller } from './needed-caller.ts'
import { needsServerCode, sampleRecord } from './sample-record.ts'
import type { Body, Sender } from './scenario.ts'

/** What can be tested of an entity without knowing its author's mind. */
export interface TestPlan {
  plan: EntityPlan
  fixtures: Fixtures
  /** The record that is there from the start; null when none can be made up. */
  existing: string | null
  /** Somebody who may do this to that record for sure; null when that cannot be told. */
  reader: Sender | null
  updater: Sender | null
  deleter: Sender | null
  /** A create that must succeed; null when that cannot be told. */
  creation: { as: Sender; body: Body } | null
}

/** Finds out what can be tested, and collects the records that it needs. */
export function planTests(project: ProjectPlan, plan: EntityPlan): TestPlan {
  const { entity } = plan
  const fixtures = createFixtures(project)
  const read = neededCaller(entity.access.read)
  const update = both(read, neededCaller(entity.access.update))
  const remove = both(read, neededCaller(entity.access.delete))
  const create = creator(project, entity)
  const needed = [read, update, remove, create].filter((caller) => caller !== null)
  const owns = [...new Set(needed.flatMap((caller) => caller.owns))]
  const isOwnUser = owns.includes('id')
  const caller = isOwnUser ? null : addCaller(project, { fixtures, entity, owns })
  const ownsOf = (target: EntityIR): readonly string[] =>
    neededCaller(target.access.read)?.owns.filter((field) => field !== 'id') ?? []
  const wanted = { owns, caller, ownsOf }
  const existing = fixtures.add(entity, { ...wanted, variable: 'existing', n: 1 })
  const from = preparedUser(isOwnUser ? existing : caller, project)
  const sender = (needs: NeededCaller | null): Sender | null =>
    existing === null ? null : senderOf(ofTenant(entity, needs), from)
  const as = senderOf(ofTenant(entity, create), from)
  const body = as && creationBody(entity, fixtures, wanted)
  return {
    plan,
    fixtures,
    existing,
    reader: sender(read),
    updater: sender(update),
    deleter: sender(remove),
    creation: body && as ? { as, body } : null,
  }
}

/** A record of the caller's own, where the entity refers to its users. */
function addCaller(
  project: ProjectPlan,
  { fixtures, entity, owns }: { fixtures: Fixtures; entity: EntityIR; owns: readonly string[] },
): string | null {
  const isUsed = entity.fields.some(
    (field) =>
      (field.default && 'server' in field.default && field.default.server === 'currentUser') ||
      owns.includes(field.name),
  )
  const users = project.entities.find((other) => other.entity.name === 'User')
  if (!isUsed || !users) return null
  return fixtures.add(users.entity, { variable: 'caller', n: 10, owns: [], caller: null })
}

/** A guest belongs to no tenant, and sees nothing that does. */
function ofTenant({ tenant }: EntityIR, needed: NeededCaller | null): NeededCaller | null {
  return needed && tenant ? { ...needed, guest: false } : needed
}

function senderOf(needed: NeededCaller | null, from: Prepared | null): Sender | null {
  if (!needed) return null
  if (needed.guest) return { kind: 'guest' }
  const { roles } = needed
  if (from) return { kind: 'prepared', from: from.variable, id: from.id, roles }
  return needed.owns.length > 0 ? null : { kind: 'anybody', roles }
}

/** A record whose id is the caller's. */
interface Prepared {
  variable: string
  /** Its id as the text a token holds. */
  id: string
}

function preparedUser(variable: string | null, project: ProjectPlan): Prepared | null {
  if (!variable) return null
  const isSerial = isIntegerKey(project.of('User').entity.key)
  return { variable, id: isSerial ? `String(${variable}.id)` : `${variable}.id` }
}

/** Somebody who may create a record and read everything it must refer to. */
function creator(project: ProjectPlan, entity: EntityIR): NeededCaller | null {
  if (needsServerCode(entity) || isOneForEach(entity)) return null
  const rules = [
    neededCaller(entity.access.create),
    ...entity.fields.filter(isRequiredOnCreate).map((field) => writer(entity, field)),
    ...(needsOwner(entity) ? [{ guest: false, roles: [], owns: [] }] : []),
    ...requiredTargets(project, entity).map((target) => {
      const needed = neededCaller(target.access.read)
      return needed?.owns.includes('id') ? null : needed && { ...needed, owns: [] }
    }),
  ]
  const needed = rules.reduce(both, { guest: true, roles: [], owns: [] })
  return needed?.owns.every((field) => isOwnField(entity, field)) ? needed : null
}

/** Whoever has a record of it already, as callers of these tests do, creates no other one. */
function isOneForEach({ fields, key }: EntityIR): boolean {
  const isAlone = (field: FieldIR): boolean =>
    field.unique || (key.kind === 'composite' && key.fields.join() === field.name)
  return fields.some((field) => isAlone(field) && isOfCaller(field))
}

function isOfCaller({ default: preset }: FieldIR): boolean {
  return preset !== null && 'server' in preset && preset.server === 'currentUser'
}

function writer(entity: EntityIR, field: FieldIR): NeededCaller | null {
  const access = entity.fieldAccess.find((rules) => rules.field === field.name)
  return access?.write ? neededCaller(access.write) : { guest: true, roles: [], owns: [] }
}

/** True when a record must belong to whoever creates it. */
function needsOwner({ fields }: EntityIR): boolean {
  return fields.some(
    ({ default: preset, nullable }) =>
      !nullable && preset && 'server' in preset && preset.server === 'currentUser',
  )
}

function requiredTargets(project: ProjectPlan, entity: EntityIR): EntityIR[] {
  const references = entity.fields
    .filter(({ origin }) => origin === 'model')
    .flatMap(({ reference, nullable, default: preset }) =>
      reference && !nullable && preset === null ? [reference.target] : [],
    )
  const links = entity.manyToMany.filter(({ required }) => required).map(({ target }) => target)
  return [...references, ...links].map((name) => project.of(name).entity)
}

function isOwnField(entity: EntityIR, name: string): boolean {
  return entity.fields.some((field) => field.name === name && field.reference?.target === 'User')
}

function creationBody(
  entity: EntityIR,
  fixtures: Fixtures,
  wanted: {
    owns: readonly string[]
    caller: string | null
    ownsOf: (target: EntityIR) => readonly string[]
  },
): Body | null {
  const values = sampleRecord(entity, 2, { byServer: false })
  const sent = wanted.owns.filter((name) => isSent(entity, name))
  const related =
    values && fixtures.relations(entity, { ...wanted, owns: sent, variable: 'created', n: 2 })
  if (!values || !related) return null
  const members = [
    ...Object.entries(values).map(([name, value]) => ({ name, value: literal(value) })),
    ...related,
  ]
  const uses = fixtures.names.filter((name) =>
    related.some(({ value }) => new RegExp(`\\b${name}\\b`).test(value)),
  )
  return { members, uses }
}

function isSent(entity: EntityIR, name: string): boolean {
  return entity.fields.some(
    (field) => field.name === name && !field.readOnly && !field.hidden && field.default === null,
  )
}
