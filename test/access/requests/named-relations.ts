import type { Shape } from '../world/shape.ts'

/** A relation as requests name it. */
export interface NamedRelation {
  readonly name: string
  readonly target: string
  readonly isMany: boolean
}

/** The relations of an entity, those others declare towards it among them. */
export function relationsOf({ entities }: Shape, name: string): NamedRelation[] {
  const own = entities.find((entity) => entity.name === name)
  return [
    ...(own?.references ?? []).map(({ relation, target }) => ({
      name: relation,
      target,
      isMany: false,
    })),
    ...(own?.links ?? []).map(({ relation, target }) => ({ name: relation, target, isMany: true })),
    ...entities.flatMap((source) =>
      [...source.references, ...source.links]
        .filter(({ target }) => target === name)
        .map(({ inverse }) => ({ name: inverse, target: source.name, isMany: true })),
    ),
  ]
}
