import type { EntityIR, FieldIR, ManyToManyIR } from '@cambium/model'
import type { ManyMember, Schema } from '../../rules/index.ts'
import { linkInputs, needsHeldTogether } from '../entity-fields.ts'
import { isInUnique } from './in-unique.ts'
import { type Placed, refTo, subject, type Value, type World } from './world.ts'

/** Deeper chains of required relations are given up. */
const deepest = 6

export interface WantedRecord {
  entity: EntityIR
  values?: { [field: string]: Value }
  isFiller?: boolean
}

/** Puts a record into the world, and what it must refer to; `null` when that cannot be made up. */
export function addRecord(
  schema: Schema,
  world: World,
  { entity, values = {}, isFiller = false }: WantedRecord,
  depth: number = 0,
): Placed | null {
  if (depth > deepest || needsHeldTogether(entity)) return null
  const at = world.records.length
  const record = { entity, values, loose: [], isFiller }
  let current: World | null = { ...world, records: [...world.records, record] }
  const isSent = at === subject && world.isSent
  for (const field of entity.fields) {
    if (field.name in values || !isRequiredReference(field, isSent)) continue
    const target: Placed | null =
      current && fillerFor(schema, current, { entity, field, depth: depth + 1 })
    current = target && withLoose(target.world, at, { field, value: refTo(target.at) })
  }
  for (const relation of linkInputs(entity).filter(({ required }) => required)) {
    current = current && withFirstLink(schema, current, { at, relation, depth: depth + 1 })
  }
  return current && { world: current, at }
}

/** The caller's own record; the world as it is where the model has no users. */
export function withCallerRecord(schema: Schema, world: World): World | null {
  const users = schema.entity('User')
  if (!users || world.caller.record !== null || !world.caller.signedIn) return world
  const added = addRecord(schema, world, { entity: users })
  return added && { ...added.world, caller: { ...world.caller, record: added.at } }
}

/** A user who is not the caller; `null` where the model has none. */
export function otherUser(schema: Schema, world: World): Placed | null {
  const users = schema.entity('User')
  if (!users) return null
  const known = world.records.findIndex(
    ({ entity, isFiller }, at) =>
      entity.name === 'User' && isFiller && at !== subject && at !== world.caller.record,
  )
  if (known > 0) return { world, at: known }
  return addRecord(schema, world, { entity: users, isFiller: true })
}

/** Puts a record at the other end of a to-many relation; a new one unless it is given. */
export function addRelated(
  schema: Schema,
  { world, at }: Placed,
  { member, related }: { member: ManyMember; related?: number },
): Placed | null {
  const { target, through } = member
  if (through.kind === 'key') {
    if (related !== undefined || through.key.reference?.fields) return null
    return addRecord(schema, world, { entity: target, values: { [through.key.name]: refTo(at) } })
  }
  const end = related === undefined ? addRecord(schema, world, { entity: target }) : null
  const other = related ?? end?.at
  if (other === undefined) return null
  const before = end?.world ?? world
  if (!through.entity) {
    const link = { table: through.table, ends: { [through.near]: at, [through.far]: other } }
    return { world: { ...before, links: [...before.links, link] }, at: other }
  }
  const named = (column: string): string =>
    through.entity?.fields.find((field) => field.column === column)?.name ?? ''
  const values = { [named(through.near)]: refTo(at), [named(through.far)]: refTo(other) }
  const joined = addRecord(schema, before, { entity: through.entity, values })
  return joined && { world: joined.world, at: other }
}

function isRequiredReference(field: FieldIR, isSent: boolean): boolean {
  if (!field.reference || field.nullable || field.origin !== 'model') return false
  return !(isSent && field.default !== null)
}

interface Filling {
  entity: EntityIR
  field: FieldIR
  depth: number
}

function fillerFor(schema: Schema, world: World, { entity, field, depth }: Filling): Placed | null {
  const target = schema.entity(field.reference?.target ?? '')
  if (!target) return null
  const known = isInUnique(entity, field)
    ? -1
    : world.records.findIndex(
        (record, at) => record.isFiller && record.entity.name === target.name && at !== subject,
      )
  if (known > 0) return { world, at: known }
  return addRecord(schema, world, { entity: target, isFiller: true }, depth)
}

function withLoose(
  world: World,
  at: number,
  { field, value }: { field: FieldIR; value: Value },
): World | null {
  const record = world.records[at]
  if (!record) return null
  const changed = {
    ...record,
    values: { ...record.values, [field.name]: value },
    loose: [...record.loose, field.name],
  }
  return { ...world, records: world.records.with(at, changed) }
}

function withFirstLink(
  schema: Schema,
  world: World,
  { at, relation, depth }: { at: number; relation: ManyToManyIR; depth: number },
): World | null {
  const target = schema.entity(relation.target)
  const added = target && addRecord(schema, world, { entity: target, isFiller: true }, depth)
  if (!added) return null
  const ends = { [relation.sourceColumn]: at, [relation.targetColumn]: added.at }
  return { ...added.world, links: [...added.world.links, { table: relation.table, ends }] }
}
