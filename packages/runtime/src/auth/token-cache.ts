import type { Caller } from '../access/index.ts'
import { createRecent } from '../recent/index.ts'

/** Callers that were verified, by what they proved themselves with; what was not used for longest is forgotten. */
export interface TokenCache {
  /** The caller, or undefined where the proof is unknown or its time is over. */
  get(proof: string, nowMs: number): Caller | undefined
  set(proof: string, caller: Caller, untilMs: number): void
  readonly size: number
}

interface Entry {
  readonly caller: Caller
  readonly untilMs: number
}

/**
 * Remembers at most `maxEntries` callers. What they sent is kept as it came: it is in the memory of this process anyway,
 * and a hash of each would cost more than all else that is done to know a caller.
 */
export function createTokenCache(maxEntries: number): TokenCache {
  const entries = createRecent<string, Entry>(maxEntries)
  return {
    get(proof, nowMs) {
      const entry = entries.get(proof)
      if (entry === undefined || entry.untilMs > nowMs) return entry?.caller
      entries.delete(proof)
      return undefined
    },
    set(proof, caller, untilMs) {
      entries.set(proof, { caller, untilMs })
    },
    get size() {
      return entries.size
    },
  }
}
