import { createRecent } from '../recent/index.ts'

/** Keeps what is costly to make, by key, and forgets what was not used for longest. */
export interface StatementCache<Key, Prepared> {
  get(key: Key): Prepared
  clear(): void
}

/** Holds at most `max` of them. */
export function createStatementCache<Key, Prepared extends {}>(
  make: (key: Key) => Prepared,
  max = 1_000,
): StatementCache<Key, Prepared> {
  const recent = createRecent<Key, Prepared>(max)
  return {
    get(key) {
      const known = recent.get(key)
      if (known !== undefined) return known
      const prepared = make(key)
      recent.set(key, prepared)
      return prepared
    },
    clear: recent.clear,
  }
}
