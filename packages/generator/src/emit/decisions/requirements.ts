import type { EntityIR, FieldIR, ManyToManyIR, OnDelete, RuleIR } from '@cambium/model'
import type { Schema } from '../../rules/index.ts'
import { isAcceptedOnCreate, isFilled } from '../entity-fields.ts'
import { sampleValue } from '../sample-value.ts'
import { fits } from './candidate-values.ts'
import { type Goal, isMet } from './goal.ts'
import { uniqueSets } from './in-unique.ts'
import { nextValue, storedValue } from './read-value.ts'
import { withChange } from './set-value.ts'
import type { Requirements } from './solve.ts'
import { isRef, isSameValue, type PlannedRecord, subject, type World } from './world.ts'

/** What the request of a decision does with its record. */
export type RequestKind = 'read' | 'create' | 'update' | 'delete'

export interface RequirementOptions {
  kind: RequestKind
  /** The field whose own write rule the decision is about. */
  about?: string | undefined
  /** The request is to be refused, so that nothing happens to the record. */
  isRefused: boolean
  /** It is refused before anything is looked at but who asks. */
  isAtTheDoor: boolean
}

const adminOnly: RuleIR = { type: 'role', roles: ['admin'] }

/** Everything that must be right beside the rule, so that nothing but the rule decides. */
export function createRequirements(schema: Schema, options: RequirementOptions): Requirements {
  return {
    obligations(world) {
      const [record] = world.records
      if (!record || !isPossible(world, options)) return null
      const sent = options.isAtTheDoor
        ? []
        : [...referenceGoals(world), ...writeGoals(world, options)]
      const goals = [...checkGoals(world), ...sent]
      const areMet = goals.every((goal) => isMet(schema, world, goal))
      return areMet && !changedChecksHold(schema, world) ? null : goals
    },
  }
}

function isPossible(world: World, { kind, isRefused }: RequirementOptions): boolean {
  if (!world.records.every((record, at) => isComplete(world, record, at))) return false
  if (hasDuplicates(world)) return false
  if (kind === 'create') return isSendable(world)
  if (kind === 'update') return isChange(world)
  return kind !== 'delete' || isRefused || !isHeld(world)
}

/** Every value that a record needs can be made up. */
function isComplete(world: World, { entity, values }: PlannedRecord, at: number): boolean {
  return entity.fields.every((field) => {
    if (!isFilled(field) || field.computed || field.reference) return true
    const value = values[field.name]
    if (value !== undefined) return isRef(value) || fits(field, value)
    if (field.nullable || field.default !== null || field.slugFrom) return true
    if (at === subject && world.isSent && !isAcceptedOnCreate(field)) return false
    return sampleValue(field, 1) !== null
  })
}

/** Two records of the world would have the same value where it must differ. */
function hasDuplicates({ records }: World): boolean {
  const seen = new Set<string>()
  return records.some(({ entity, values }) =>
    uniqueSets(entity).some((names) => {
      const all = names.map((name) => values[name])
      if (all.some((value) => value === undefined || value === null)) return false
      const key = JSON.stringify([entity.name, names, all])
      const isDouble = seen.has(key)
      seen.add(key)
      return isDouble
    }),
  )
}

/** A caller can send the record as it is planned, and nothing else speaks of it. */
function isSendable(world: World): boolean {
  const [record] = world.records
  if (!record || isSpokenOf(world)) return false
  const { entity, values } = record
  return entity.fields.every((field) => {
    const value = values[field.name]
    if (value === undefined) return !isOwnerless(world, field)
    if (!isAcceptedOnCreate(field)) return false
    return !field.choice?.transitions || isSameValue(value, firstState(field))
  })
}

/** A reference that must be somebody signed in. */
function isOwnerless({ caller }: World, field: FieldIR): boolean {
  const isByCaller =
    field.default !== null && 'server' in field.default && field.default.server === 'currentUser'
  return isByCaller && !field.nullable && caller.record === null
}

function firstState({ default: preset }: FieldIR): string | null {
  return preset && 'literal' in preset ? String(preset.literal) : null
}

function isSpokenOf({ records, links, grants }: World): boolean {
  const entity = records[subject]?.entity
  const own = (table: string): ManyToManyIR | undefined =>
    entity?.manyToMany.find((relation) => relation.table === table)
  return (
    grants.length > 0 ||
    records.some(({ values }) =>
      Object.values(values).some((value) => isRef(value) && value.ref === subject),
    ) ||
    links.some(({ table, ends }) => {
      const relation = own(table)
      const column = Object.keys(ends).find((name) => ends[name] === subject)
      return column !== undefined && column !== relation?.sourceColumn
    })
  )
}

/** Some change is sent, and each is one that the record's states allow. */
function isChange(world: World): boolean {
  const entity = world.records[subject]?.entity
  const names = Object.keys(world.changes)
  return (
    names.length > 0 &&
    names.every((name) => {
      const field = entity?.fields.find((one) => one.name === name)
      const value = world.changes[name]
      if (!field || value === undefined || !(isRef(value) || fits(field, value))) return false
      const transitions = field.choice?.transitions
      if (!transitions) return true
      const [from, to] = [storedValue(world, subject, field), nextValue(world, field)]
      if (from === null || to === null || isSameValue(from as string, to as string)) return true
      return (transitions[String(from)] ?? []).includes(String(to))
    })
  )
}

/** Another record keeps this one from being deleted, or one that is deleted with it. */
function isHeld({ records }: World): boolean {
  const entity = records[subject]?.entity
  if (entity?.softDelete) return false
  // What belongs to a tenant holds it, without naming it.
  if (records.some((record) => tenantOf(record) === entity?.name)) return true
  const gone = new Set([subject])
  for (let before = 0; before < gone.size; ) {
    before = gone.size
    for (const [at, record] of records.entries())
      if (refersTo(record, gone, ['cascade'])) gone.add(at)
  }
  return records.some((record) => refersTo(record, gone, ['restrict', 'noAction']))
}

/** The entity whose record this one belongs to. */
function tenantOf({ entity }: PlannedRecord): string | undefined {
  const key = entity.tenant ? entity.fields.find(({ name }) => name === 'tenantId') : undefined
  return key?.reference?.target
}

function refersTo(
  { entity, values }: PlannedRecord,
  gone: ReadonlySet<number>,
  actions: readonly OnDelete[],
): boolean {
  return entity.fields.some(({ name, reference }) => {
    const value = values[name]
    const isOfKind = reference !== null && actions.includes(reference.onDelete)
    return isOfKind && isRef(value) && gone.has(value.ref)
  })
}

function checkGoals({ records }: World): Goal[] {
  return records.flatMap(({ entity }, at) =>
    entity.checks.map(({ expression }) => ({
      expr: expression.expr,
      bindings: { row: at },
      wanted: true,
    })),
  )
}

/** The checks hold also for the record as the update would leave it. */
function changedChecksHold(schema: Schema, world: World): boolean {
  const entity = world.records[subject]?.entity
  if (!entity || Object.keys(world.changes).length === 0 || entity.checks.length === 0) return true
  const [record] = world.records
  if (!record) return true
  const after = { ...record, values: { ...record.values, ...world.changes } }
  const changed = { ...world, records: world.records.with(subject, after) }
  return entity.checks.every(({ expression }) =>
    isMet(schema, changed, { expr: expression.expr, bindings: { row: subject }, wanted: true }),
  )
}

/** Whatever a caller refers to must be readable to the caller. */
function referenceGoals(world: World): Goal[] {
  const [record] = world.records
  const sent = world.isSent ? (record?.values ?? {}) : world.changes
  const linked = world.isSent ? world.links.flatMap(({ ends }) => Object.values(ends)) : []
  const named = Object.values(sent).flatMap((value) => (isRef(value) ? value.ref : []))
  return [...named, ...linked]
    .filter((at) => at > subject)
    .map((at) => ({
      rule: world.records[at]?.entity.access.read ?? adminOnly,
      at,
      wanted: true,
      isBefore: true,
    }))
}

/** Fields with a rule of their own may be sent by this caller. */
function writeGoals(world: World, { kind, about }: RequirementOptions): Goal[] {
  const entity = world.records[subject]?.entity
  if (!entity || (kind !== 'create' && kind !== 'update')) return []
  const sent = kind === 'create' ? sentFields(entity, world) : Object.keys(world.changes)
  return entity.fieldAccess.flatMap(({ field, write }) =>
    write && field !== about && sent.includes(field)
      ? [{ rule: write, at: subject, wanted: true }]
      : [],
  )
}

/** The names of what a create sends. */
function sentFields(entity: EntityIR, { records }: World): string[] {
  const values = records[subject]?.values ?? {}
  return entity.fields
    .filter(
      (field) =>
        values[field.name] !== undefined || (isAcceptedOnCreate(field) && needsValue(field)),
    )
    .map(({ name }) => name)
}

/** Must a record be given the value? */
export function needsValue(field: FieldIR): boolean {
  if (!isFilled(field) || field.computed || field.reference) return false
  return !field.nullable && field.default === null && !field.slugFrom
}

/** The world in which the update sends this field. */
export function withSent(world: World, field: FieldIR, n: number): World | null {
  const value = sampleValue(field, n)
  return value === null ? null : withChange(world, { field, value })
}
