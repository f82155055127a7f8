import type { Lock, LockedEntity } from '@cambium/model/check'
import type { Rank, Renumbered } from './identity.ts'

/** A lock in which a merge of lines left one number twice, with a number of its own for each. */
export function separateNumbers(lock: Lock, rank: Rank): { lock: Lock; renumbered: Renumbered[] } {
  const entities = separate(
    Object.entries(lock.entities).map(([name, { id }]) => [name, id]),
    { entity: null, gone: lock.gone, rank },
  )
  const renumbered = [...entities.renumbered]
  const separated: Lock = { ...lock, entities: {} }
  for (const [name, entity] of Object.entries(lock.entities)) {
    const fields = separate(
      Object.entries(entity.fields).map(([field, [id]]) => [field, id]),
      { entity: name, gone: entity.gone, rank },
    )
    renumbered.push(...fields.renumbered)
    const numbered: LockedEntity['fields'] = Object.fromEntries(
      Object.entries(entity.fields).map(([field, [id, column]]) => [
        field,
        [fields.numbers.get(field) ?? id, column],
      ]),
    )
    const id = entities.numbers.get(name) ?? entity.id
    separated.entities[name] = { ...entity, id, fields: numbered }
  }
  return { lock: separated, renumbered }
}

interface Place {
  entity: string | null
  gone: { [id: string]: string } | undefined
  rank: Rank
}

function separate(
  named: readonly (readonly [string, number])[],
  { entity, gone = {}, rank }: Place,
): { numbers: Map<string, number>; renumbered: Renumbered[] } {
  const taken = new Set(Object.keys(gone).map(Number))
  let highest = Math.max(0, ...taken, ...named.map(([, id]) => id))
  const identities = named.map(([name, id]) => ({ side: 'ours' as const, entity, name, id }))
  const numbers = new Map<string, number>()
  const renumbered: Renumbered[] = []
  for (const identity of identities.toSorted((a, b) => rank(a) - rank(b))) {
    const to = taken.has(identity.id) ? ++highest : identity.id
    taken.add(to)
    numbers.set(identity.name, to)
    if (to !== identity.id) renumbered.push({ ...identity, to })
  }
  return { numbers, renumbered }
}
