/** Ids of records that are there or were. */
export interface KnownIds {
  add(entity: string, id: string): void
  /** The ids of an entity; of all of them when there are none, or none is named. */
  of(entity: string | undefined): readonly string[]
}

const maxOfOne = 100

/** No ids yet. Of each entity the first ones are kept, and after those a few of the latest. */
export function createKnownIds(): KnownIds {
  const byEntity = new Map<string, string[]>()
  let added = 0
  return {
    add(entity, id) {
      const ids = byEntity.get(entity) ?? []
      byEntity.set(entity, ids)
      added++
      if (ids.length < maxOfOne) ids.push(id)
      else ids[maxOfOne / 2 + (added % (maxOfOne / 2))] = id
    },
    of(entity) {
      const ids = entity === undefined ? undefined : byEntity.get(entity)
      return ids ?? [...byEntity.values()].flat()
    },
  }
}
