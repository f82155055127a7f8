import type { CallApi } from './api-caller.ts'
import { madeUpValue, type ValueSchema } from './made-up-value.ts'
import type { ServedEntity, ServedKeyReference, ServedReference } from './served-entity.ts'

/** A record that was created, and the input it was created from. */
export interface MadeRecord {
  entity: ServedEntity
  id: string | number
  sent: { [property: string]: unknown }
  record: { [property: string]: unknown }
}

/** Something the API did not do as its document says. */
export interface CrudFailure {
  entity: string
  step: 'list' | 'create' | 'get' | 'find' | 'include' | 'update' | 'delete'
  status: number
  /** What was sent, or what was expected. */
  sent: unknown
  answer: unknown
}

/** Creates records together with what they refer to. */
export interface RecordMaker {
  /** The record of an entity that others refer to, made when it is first asked for; `null` where that fails. */
  need(entity: ServedEntity): Promise<MadeRecord | null>
  /** Input for a change of every property that is no reference. */
  change(record: MadeRecord): { [property: string]: unknown }
  /** All that was made, in that order. */
  made: MadeRecord[]
  failures: CrudFailure[]
}

interface Making {
  call: CallApi
  entities: Map<string, ServedEntity>
  first: Map<string, MadeRecord | null>
  inWork: Set<string>
  /** Entities whose records are being made, each for the one before it. */
  chain: string[]
  counted: number
  made: MadeRecord[]
  failures: CrudFailure[]
}

/** Makes records through an API. */
export function createRecordMaker(call: CallApi, entities: ServedEntity[]): RecordMaker {
  const byName = new Map(entities.map((each) => [each.name, each]))
  const making: Making = {
    call,
    entities: byName,
    first: new Map(),
    inWork: new Set(),
    chain: [],
    // apart from what an earlier run may have left
    counted: (Date.now() % 1_000_000) * 10,
    made: [],
    failures: [],
  }
  return {
    need: (entity) => need(making, entity),
    change: (record) => change(making, record),
    made: making.made,
    failures: making.failures,
  }
}

async function need(making: Making, entity: ServedEntity): Promise<MadeRecord | null> {
  const known = making.first.get(entity.name)
  if (known !== undefined) return known
  making.inWork.add(entity.name)
  const record = await create(making, entity, 'all')
  making.inWork.delete(entity.name)
  making.first.set(entity.name, record)
  return record
}

/** `all`: with every reference that can be filled; `fresh`: the required ones, to records that nothing refers to yet. */
type Filling = 'all' | 'fresh'

async function create(
  making: Making,
  entity: ServedEntity,
  filling: Filling,
): Promise<MadeRecord | null> {
  const { name, path } = entity
  if (!entity.create) return null
  making.chain.push(name)
  const plain = plainValues(making, entity.create, entity)
  const single = await references(making, entity, filling)
  const sent = { ...plain, ...single, ...(await keys(making, entity, filling)) }
  making.chain.pop()
  const { status, body } = await making.call('POST', path, sent)
  // a unique pair of references is taken by an earlier record
  if (status === 409 && filling === 'all') return create(making, entity, 'fresh')
  const record = (body ?? {}) as MadeRecord['record']
  const { id } = record
  if (status !== 201 || (typeof id !== 'string' && typeof id !== 'number')) {
    making.failures.push({ entity: name, step: 'create', status, sent, answer: body })
    return null
  }
  const made = { entity, id, sent, record }
  making.made.push(made)
  return made
}

async function references(
  making: Making,
  entity: ServedEntity,
  filling: Filling,
): Promise<MadeRecord['sent']> {
  const filled: MadeRecord['sent'] = {}
  for (const reference of entity.references) {
    const id = (await target(making, reference, filling))?.id
    if (id !== undefined) filled[reference.property] = reference.many ? [id] : id
  }
  return filled
}

/** The parts of other records' keys, from one record each. */
async function keys(
  making: Making,
  entity: ServedEntity,
  filling: Filling,
): Promise<MadeRecord['sent']> {
  const filled: MadeRecord['sent'] = {}
  for (const reference of entity.keyReferences) {
    const made = await target(making, reference, filling)
    if (!made) continue
    for (const { property, targetProperty } of reference.parts) {
      filled[property] = made.record[targetProperty]
    }
  }
  return filled
}

async function target(
  making: Making,
  { target: name, required }: ServedReference | ServedKeyReference,
  filling: Filling,
): Promise<MadeRecord | null> {
  const entity = making.entities.get(name)
  if (!entity || (filling === 'fresh' && !required)) return null
  const isInWork = making.inWork.has(name)
  if (isInWork && !required) return null
  const isNew = filling === 'fresh' || isInWork
  // a circle of required references has no beginning
  if (isNew && making.chain.filter((each) => each === name).length > 1) return null
  return isNew ? create(making, entity, 'fresh') : need(making, entity)
}

function change(making: Making, { entity }: MadeRecord): MadeRecord['sent'] {
  return plainValues(making, entity.update ?? {}, entity)
}

function plainValues(
  making: Making,
  { properties = {} }: ValueSchema,
  { references: single, keyReferences, entity }: ServedEntity,
): MadeRecord['sent'] {
  making.counted += 1
  const filled = new Set([
    ...single.map(({ property }) => property),
    ...keyReferences.flatMap(({ parts }) => parts.map(({ property }) => property)),
  ])
  const isPlain = (name: string): boolean => {
    const kind = entity.fields.find((field) => field.name === name)?.kind
    return kind !== 'file' && kind !== 'image' && !filled.has(name)
  }
  const names = Object.keys(properties).filter(isPlain)
  return Object.fromEntries(
    names.map((name) => [name, madeUpValue(properties[name] ?? {}, making.counted)]),
  )
}
