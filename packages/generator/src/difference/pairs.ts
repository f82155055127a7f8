/** Something the lock gives an identity. */
export interface Identified {
  id: number
}

/** What two lists have in common by identity, and what only one of them has. */
export interface Pairs<T> {
  both: { before: T; after: T }[]
  added: T[]
  removed: T[]
}

/** Pairs the members of two lists by identity, in the order of the newer one. */
export function pairById<T extends Identified>(
  before: readonly T[],
  after: readonly T[],
): Pairs<T> {
  const old = new Map(before.map((one) => [one.id, one]))
  const now = new Set(after.map(({ id }) => id))
  return {
    both: after.flatMap((one) => {
      const previous = old.get(one.id)
      return previous ? [{ before: previous, after: one }] : []
    }),
    added: after.filter(({ id }) => !old.has(id)),
    removed: before.filter(({ id }) => !now.has(id)),
  }
}

/** Whether two values have the same JSON. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
