import type { Caller } from '../access/index.ts'

/** Callers of headers that were verified, by the header itself; what was not used for longest is forgotten. */
export interface TokenCache {
  /** The caller, or undefined where the header is unknown or its time is over. */
  get(header: string, nowMs: number): Caller | undefined
  set(header: string, caller: Caller, untilMs: number): void
  readonly size: number
}

interface Entry {
  readonly caller: Caller
  readonly untilMs: number
}

/**
 * Remembers at most `maxEntries` callers, in two generations: a hit costs one look-up, and when the young one is half
 * the bound the old one is dropped. Headers are kept as they came: they are in the memory of this process anyway, and
 * a hash of each would cost more than all else that is done to know a caller.
 */
export function createTokenCache(maxEntries: number): TokenCache {
  let young = new Map<string, Entry>()
  let old = new Map<string, Entry>()

  function keep(header: string, entry: Entry): void {
    if (young.size >= maxEntries / 2) {
      old = young
      young = new Map()
    }
    young.set(header, entry)
  }

  return {
    get(header, nowMs) {
      const recent = young.get(header)
      const entry = recent ?? old.get(header)
      if (entry === undefined) return undefined
      if (entry.untilMs <= nowMs) {
        young.delete(header)
        old.delete(header)
        return undefined
      }
      if (recent === undefined) {
        old.delete(header)
        keep(header, entry)
      }
      return entry.caller
    },
    set(header, caller, untilMs) {
      keep(header, { caller, untilMs })
    },
    get size() {
      return young.size + old.size
    },
  }
}
