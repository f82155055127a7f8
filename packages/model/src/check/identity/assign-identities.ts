import type { Lock, LockedEntity } from './lock.ts'

/** An entity that wants an identity. */
export interface IdentityRequest {
  name: string
  /** The name it had before. */
  was: string | null
  table: string
  fields: FieldRequest[]
}

/** A field that wants an identity. */
export interface FieldRequest {
  name: string
  was: string | null
  column: string
  /** The identity of a field that Cambium keeps itself. */
  fixed: number | null
}

/** The identities of a model, and the lock that keeps them. */
export interface Identities {
  lock: Lock
  entities: Map<string, number>
  /** By entity and field. */
  fields: Map<string, Map<string, number>>
}

const lastSystemId = 10

/**
 * Gives every entity and field its number: that of the same name, else that of the name it had before, else one more than
 * the highest ever used. What is no more is kept under `gone`, so that no number is given twice.
 */
export function assignIdentities(requests: IdentityRequest[], lock: Lock): Identities {
  const names = new Set(requests.map(({ name }) => name))
  const gone = new Map(Object.entries(lock.gone ?? {}))
  const known = new Map(Object.entries(lock.entities))
  const left = new Map(known)
  let highest = Math.max(0, ...[...known.values()].map(({ id }) => id), ...identitiesIn(gone))
  const result: Identities = {
    lock: { version: 1, entities: {} },
    entities: new Map(),
    fields: new Map(),
  }
  for (const request of requests) {
    const former = formerName(request, known, names)
    const previous = former === null ? undefined : left.get(former)
    if (former !== null) left.delete(former)
    const id = previous?.id ?? ++highest
    const locked = assignFields(request, id, previous)
    result.lock.entities[request.name] = locked
    result.entities.set(request.name, id)
    result.fields.set(
      request.name,
      new Map(Object.entries(locked.fields).map(([name, [field]]) => [name, field])),
    )
  }
  for (const [name, { id }] of left) gone.set(String(id), name)
  if (gone.size > 0) result.lock.gone = Object.fromEntries(gone)
  return result
}

function assignFields(
  request: IdentityRequest,
  id: number,
  previous: LockedEntity | undefined,
): LockedEntity {
  const names = new Set(request.fields.map(({ name }) => name))
  const gone = new Map(Object.entries(previous?.gone ?? {}))
  const known = new Map(Object.entries(previous?.fields ?? {}))
  const left = new Map(known)
  const used = [...known.values()].map(([field]) => field)
  let highest = Math.max(lastSystemId, ...used, ...identitiesIn(gone))
  const fields = request.fields.map((field): [string, [number, string]] => {
    if (field.fixed !== null) {
      left.delete(field.name)
      return [field.name, [field.fixed, field.column]]
    }
    const former = formerName(field, known, names)
    const kept = former === null ? undefined : left.get(former)
    if (former !== null) left.delete(former)
    return [field.name, [kept?.[0] ?? ++highest, field.column]]
  })
  for (const [name, [field]] of left) {
    if (field > lastSystemId) gone.set(String(field), name)
  }
  return {
    id,
    table: request.table,
    fields: Object.fromEntries(fields),
    ...(gone.size > 0 && { gone: Object.fromEntries(gone) }),
  }
}

function identitiesIn(gone: ReadonlyMap<string, string>): number[] {
  return [...gone.keys()].map(Number).filter(Number.isSafeInteger)
}

/** The name under which it is known. A name that is in use is nobody's former name. */
function formerName(
  { name, was }: { name: string; was: string | null },
  known: ReadonlyMap<string, unknown>,
  names: ReadonlySet<string>,
): string | null {
  if (known.has(name)) return name
  return was !== null && known.has(was) && !names.has(was) ? was : null
}
