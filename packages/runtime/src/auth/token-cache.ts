import { hash } from 'node:crypto'
import type { Caller } from '../access/index.ts'

/** Callers of tokens that were verified, by the hash of the token; the least recently used are forgotten first. */
export interface TokenCache {
  /** The caller, or undefined where the token is unknown or its time is over. */
  get(token: string, nowMs: number): Caller | undefined
  set(token: string, caller: Caller, untilMs: number): void
  readonly size: number
}

interface Entry {
  readonly caller: Caller
  readonly untilMs: number
}

/** Remembers at most `maxEntries` callers. */
export function createTokenCache(maxEntries: number): TokenCache {
  const entries = new Map<string, Entry>()
  return {
    get(token, nowMs) {
      const key = keyOf(token)
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      entries.delete(key)
      if (entry.untilMs <= nowMs) return undefined
      // Set again, so that the map's order is the order of last use.
      entries.set(key, entry)
      return entry.caller
    },
    set(token, caller, untilMs) {
      entries.set(keyOf(token), { caller, untilMs })
      if (entries.size <= maxEntries) return
      for (const oldest of entries.keys()) {
        entries.delete(oldest)
        break
      }
    },
    get size() {
      return entries.size
    },
  }
}

/** Tokens themselves are not kept: what reads this memory must not find any. */
function keyOf(token: string): string {
  return hash('sha256', token, 'base64')
}
