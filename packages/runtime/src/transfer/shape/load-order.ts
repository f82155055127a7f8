import type { EntityShape } from './entity-shape.ts'

/**
 * The entities so that each stands behind those it refers to, as far as that can be: a circle is entered where the fewest
 * references may be empty, and where they all must be filled, in model order.
 */
export function loadOrder(shapes: readonly EntityShape[]): EntityShape[] {
  const left = new Map(shapes.map((shape) => [shape.resource.name, shape]))
  const order: EntityShape[] = []
  while (left.size > 0) {
    const next = nextOf(left)
    left.delete(next.resource.name)
    order.push(next)
  }
  return order
}

function nextOf(left: ReadonlyMap<string, EntityShape>): EntityShape {
  let best: { shape: EntityShape; cost: number } | undefined
  for (const shape of left.values()) {
    const cost = costOf(shape, left)
    if (cost === 0) return shape
    if (best === undefined || cost < best.cost) best = { shape, cost }
  }
  if (best === undefined) throw new Error('Nothing is left to order')
  return best.shape
}

/** Beyond any number of references that one entity has. */
const required = 10_000

/** How many targets would be missing; a required one counts more than all that are not. */
function costOf(shape: EntityShape, left: ReadonlyMap<string, EntityShape>): number {
  const own = shape.resource.name
  const isMissing = (target: string): boolean => target !== own && left.has(target)
  const missing = shape.references.filter(({ target }) => isMissing(target))
  return missing.reduce((cost, { isRequired }) => cost + (isRequired ? required : 1), 0)
}
