import type { ManyToMany, Registry, Resource } from '../../operation/index.ts'

/** The links of a many-to-many relation, on the side that can set them. */
export interface LinkShape {
  /** `Product.categories`. */
  readonly name: string
  readonly relation: ManyToMany
  readonly source: Resource
  readonly target: Resource
}

/** All relations whose links are rows of their own; those that records of an entity make come with it. */
export function linkShapes(registry: Registry): LinkShape[] {
  return registry.entities.flatMap(({ resource }) =>
    Object.entries(resource.relations ?? {}).flatMap(([name, relation]) => {
      if (relation.kind !== 'manyToMany') return []
      if (relation.input === undefined || relation.through !== undefined) return []
      const target = registry.get(relation.target).resource
      return [{ name: `${resource.name}.${name}`, relation, source: resource, target }]
    }),
  )
}
