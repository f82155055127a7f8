import {
  bool,
  choice,
  computed,
  date,
  datetime,
  decimal,
  type EntityDefinition,
  entity,
  float,
  int,
  json,
  list,
  type ModelIR,
  manyToMany,
  one,
  point,
  text,
  unique,
} from '@cambium/model'
import type { Lock } from '@cambium/model/check'
import { buildModel } from '../../testing/index.ts'

/** A model that changes at random: what is in it is known by numbers of its own, whatever it is called. */
export interface Draft {
  entities: EntityDraft[]
}

/** An entity of such a model. */
export interface EntityDraft {
  uid: number
  name: string
  serial: boolean
  softDelete: boolean
  /** How its ids are brought, where they are. */
  brought?: 'text' | 'int' | 'uuid'
  /** Fields that are its key together; not there for a key of its own. */
  key?: number[]
  /** Fields that are unique together. */
  together: number[]
  fields: FieldDraft[]
}

/** A field of such a model. */
export interface FieldDraft {
  uid: number
  name: string
  kind: string
  /** The entity a relation points to. */
  target: number
  options: { [option: string]: unknown }
}

/** The identities a model was given, by the draft's own numbers. */
export type Identities = Map<number, { id: number; fields: Map<number, number> }>

// the builders' option types differ by kind; what does not fit is refused by the checker
const builders: { readonly [kind: string]: (options: object) => unknown } = {
  text: (options) => text(options),
  int: (options) => int(options),
  float: (options) => float(options),
  bool: (options) => bool(options),
  date: (options) => date(options),
  datetime: (options) => datetime(options),
  json: (options) => json(options),
  point: (options) => point(options),
  list: (options) => list(text(), options),
  decimal: (options) => decimal({ scale: 2, ...options }),
}

/** Builds the model with the identities it had; throws what the checker says. */
export function buildDraft(draft: Draft, known: Identities): { model: ModelIR; known: Identities } {
  const built = buildModel(
    draft.entities.map((one) => definitionOf(one, draft)),
    { lock: lockOf(draft, known) },
  )
  return { model: built.model, known: identitiesIn(draft, built.lock, known) }
}

function definitionOf(draft: EntityDraft, { entities }: Draft): EntityDefinition {
  const fields = Object.fromEntries(
    draft.fields.map((field) => [field.name, builderOf(field, { draft, entities })]),
  )
  const names = draft.fields
    .filter(({ uid }) => draft.together.includes(uid))
    .map(({ name }) => name)
  const options = {
    fields,
    softDelete: draft.softDelete,
    versioned: true,
    ...(draft.serial && { id: 'serial' }),
    ...(draft.brought && { id: draft.brought }),
    ...(draft.key && { id: namesOf(draft, draft.key) }),
    indexes: names.length > 1 ? [unique(...names)] : [],
  }
  return entity(draft.name, options as Parameters<typeof entity>[1])
}

function namesOf({ fields }: EntityDraft, uids: readonly number[]): string[] {
  return uids.map((uid) => fields.find((field) => field.uid === uid)?.name ?? '')
}

function builderOf(
  { kind, options, target, uid }: FieldDraft,
  { draft, entities }: { draft: EntityDraft; entities: EntityDraft[] },
): unknown {
  const name = entities.find((candidate) => candidate.uid === target)?.name ?? ''
  const inverse = `inverse${uid}`
  if (kind === 'held') {
    const { parts, ...others } = options
    return one(name, { inverse, ...others, fields: namesOf(draft, parts as number[]) })
  }
  if (kind === 'one') return one(name, { inverse, ...options })
  if (kind === 'manyToMany') return manyToMany(name, { inverse, ...options })
  if (kind === 'choice') return choice(options.values as string[], rest(options))
  if (kind === 'computed') {
    return options.twice
      ? computed(int(), (row: { version: number }) => row.version * 2, {
          stored: true,
        })
      : computed(int(), (row: { version: number }) => row.version + 1, { stored: true })
  }
  return builders[kind]?.(options)
}

function rest({ values: _values, ...options }: { [option: string]: unknown }): object {
  return options
}

function lockOf(draft: Draft, known: Identities): Lock {
  const lock: Lock = { version: 1, entities: {}, gone: {} }
  const left = new Map(known)
  for (const { uid, name, fields } of draft.entities) {
    const had = known.get(uid)
    left.delete(uid)
    if (!had) continue
    const gone = new Map(had.fields)
    const entry: Lock['entities'][string] = { id: had.id, table: name, fields: {}, gone: {} }
    for (const field of fields) {
      const id = had.fields.get(field.uid)
      gone.delete(field.uid)
      if (id !== undefined) entry.fields[field.name] = [id, field.name]
    }
    entry.gone = Object.fromEntries([...gone].map(([, id]) => [String(id), `gone${id}`]))
    lock.entities[name] = entry
  }
  lock.gone = Object.fromEntries([...left].map(([, { id }]) => [String(id), `Gone${id}`]))
  return lock
}

/** What is gone stays known, so that its number is not given again. */
function identitiesIn(draft: Draft, lock: Lock, known: Identities): Identities {
  const now: Identities = new Map(known)
  for (const { uid, name, fields } of draft.entities) {
    const entry = lock.entities[name]
    if (!entry) continue
    const ids = new Map(known.get(uid)?.fields)
    for (const field of fields) {
      const [id] = entry.fields[field.name] ?? []
      if (id !== undefined) ids.set(field.uid, id)
    }
    now.set(uid, { id: entry.id, fields: ids })
  }
  return now
}
