import type { ModelIR } from '@cambium/model'
import type { Unsafe } from './operation.ts'

/** Where a relation that goes through an entity is known by, beside the tables. */
export interface ThroughRelation {
  label: string
  key: string
  through: string
}

/** The many-to-many relations whose links are the records of an entity. */
export function throughRelations({ entities }: ModelIR): ThroughRelation[] {
  return entities.flatMap(({ id, name, manyToMany }) =>
    manyToMany.flatMap((relation) =>
      relation.through === null
        ? []
        : [
            {
              label: `${name}.${relation.name}`,
              key: `through ${id}_${relation.id}`,
              through: relation.through,
            },
          ],
    ),
  )
}

/** Relations that went through an entity and get a linking table of their own, which nothing fills. */
export function emptiedRelations(
  from: ModelIR,
  to: ModelIR,
  drops: ReadonlySet<string> | undefined,
): Unsafe[] {
  const plain = new Map<string, string>(
    to.entities.flatMap(({ id, name, manyToMany }) =>
      manyToMany
        .filter(({ through }) => through === null)
        .map((relation) => [`through ${id}_${relation.id}`, `${name}.${relation.name}`] as const),
    ),
  )
  return throughRelations(from).flatMap(({ label, key, through }) => {
    const now = plain.get(key)
    if (now === undefined || drops?.has(label) || drops?.has(now)) return []
    const stays = from.entities
      .filter(({ name }) => name === through)
      .every(({ id }) => to.entities.some((entity) => entity.id === id))
    const fate = stays ? `stay in the records of ${through}` : `go aside with ${through}`
    const why = `no longer goes through ${through} and begins without a link: those there are ${fate}. To carry them, fill a relation of another name in a data step first`
    return [{ what: label, why, flags: [`--drop ${label}`] }]
  })
}
