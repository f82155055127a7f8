/** A repeatable source of chance. */
export interface Random {
  /** At least 0 and less than 1. */
  next(): number
  /** A whole number below the limit. */
  below(limit: number): number
  /** True that often: 0.25 is one time in four. */
  chance(share: number): boolean
  /** One of the items, of which there must be one at least. */
  pick<Item>(items: readonly Item[]): Item
}

/** Mulberry32: small, fast, and the same on every machine. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    next,
    below,
    chance: (share) => next() < share,
    pick(items) {
      const item = items[below(items.length)]
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    },
  }
}
