/** Keeps what is costly to make, by key, and forgets what was not used for longest. */
export interface StatementCache<Key, Prepared> {
  get(key: Key): Prepared
  clear(): void
}

/**
 * A bounded cache in two generations: a hit in the young one costs a single look-up, a hit in the old one moves the
 * entry to the young one, and when that is half the bound the old one is dropped.
 */
export function createStatementCache<Key, Prepared>(
  make: (key: Key) => Prepared,
  max = 1_000,
): StatementCache<Key, Prepared> {
  let young = new Map<Key, Prepared>()
  let old = new Map<Key, Prepared>()
  return {
    get(key) {
      const known = young.get(key)
      if (known !== undefined) return known
      const prepared = old.get(key) ?? make(key)
      if (young.size >= max / 2) {
        old = young
        young = new Map()
      }
      young.set(key, prepared)
      return prepared
    },
    clear() {
      young.clear()
      old.clear()
    },
  }
}
