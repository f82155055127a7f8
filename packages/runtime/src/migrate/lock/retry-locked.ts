import { setTimeout as wait } from 'node:timers/promises'

/** How long a migration waits for a table at a time: whoever comes behind it waits as well. */
export const lockTimeoutMs = 2_000
const attempts = 20
const firstPauseMs = 250
const maxPauseMs = 5_000

/**
 * Runs the work again when it could not have a lock in time, up to 20 times with pauses between them in which everybody
 * else goes on.
 */
export async function retryLocked<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === attempts || !isLocked(error)) throw error
      const pauseMs = Math.min(maxPauseMs, firstPauseMs * 2 ** (attempt - 1))
      await wait(pauseMs * (0.5 + Math.random()))
    }
  }
}

/** 55P03 lock_not_available, or SQLITE_BUSY; also where an error stands for it. */
function isLocked(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const { code, errcode } = at as { readonly code?: unknown; readonly errcode?: unknown }
    if (code === '55P03' || errcode === 5) return true
  }
  return false
}
