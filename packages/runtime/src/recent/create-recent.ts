/** Keeps what was used lately, by key, and forgets what was not used for longest. */
export interface Recent<Key, Value> {
  get(key: Key): Value | undefined
  set(key: Key, value: Value): void
  delete(key: Key): void
  clear(): void
  readonly size: number
}

/**
 * Holds at most `max` values, in two generations: a hit in the young one costs a single look-up, a hit in the old one
 * moves the entry to the young one, and when that is half the bound the old one is dropped.
 */
export function createRecent<Key, Value extends {}>(max: number): Recent<Key, Value> {
  let young = new Map<Key, Value>()
  let old = new Map<Key, Value>()

  function set(key: Key, value: Value): void {
    if (young.size >= max / 2) {
      old = young
      young = new Map()
    }
    old.delete(key)
    young.set(key, value)
  }

  return {
    set,
    get(key) {
      const known = young.get(key)
      if (known !== undefined) return known
      const found = old.get(key)
      if (found !== undefined) set(key, found)
      return found
    },
    delete(key) {
      young.delete(key)
      old.delete(key)
    },
    clear() {
      young.clear()
      old.clear()
    },
    get size() {
      return young.size + old.size
    },
  }
}
