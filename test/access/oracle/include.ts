import type { Row } from '../world/shape.ts'
import type { Situation } from './decide.ts'
import { orderOf } from './order-of.ts'
import { isNameable, masked, visibleRelated } from './sight.ts'

/** Whether callers may name every relation of the path. */
export function isKnownInclude(situation: Situation, entity: string, path: string): boolean {
  let at = entity
  for (const name of path.split('.')) {
    const relation = situation.graph.relation(at, name)
    if (relation === undefined || !isNameable(situation, relation)) return false
    at = relation.target
  }
  return true
}

/** The related records under their relations, each as its own rules let it be seen. */
export function includeInto(
  situation: Situation,
  { entity, row, paths }: { entity: string; row: Row; paths: readonly string[] },
): { [relation: string]: unknown } {
  const included: { [relation: string]: unknown } = {}
  for (const name of new Set(paths.map((path) => path.split('.')[0] ?? ''))) {
    const relation = situation.graph.relation(entity, name)
    if (relation === undefined) continue
    const { target } = relation
    const further = paths
      .filter((path) => path.startsWith(`${name}.`))
      .map((path) => path.slice(name.length + 1))
    const records = visibleRelated(situation, relation, { entity, row })
      .sort(orderOf(['-createdAt']))
      .map((other) => ({
        ...masked(situation, target, other),
        ...includeInto(situation, { entity: target, row: other, paths: further }),
      }))
    included[name] = relation.isMany ? records : (records[0] ?? null)
  }
  return included
}
