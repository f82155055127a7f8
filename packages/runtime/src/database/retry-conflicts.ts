import { setTimeout as wait } from 'node:timers/promises'

const attempts = 5
const firstPauseMs = 10
const maxPauseMs = 200

/**
 * Runs the work again when the server undid it because it collided with somebody else's: a deadlock or a serialisation
 * failure, five times at most, after pauses that double and differ by chance. `isPassing` tells of more errors that are
 * over when it runs again. Any other error is thrown at once.
 */
export async function retryConflicts<Result>(
  work: () => Promise<Result>,
  isPassing: (error: unknown) => boolean = () => false,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === attempts || !(isConflict(error) || isPassing(error))) throw error
      const pauseMs = Math.min(maxPauseMs, firstPauseMs * 2 ** (attempt - 1))
      await wait(pauseMs * (0.5 + Math.random()))
    }
  }
}

/** 40001 serialization_failure and 40P01 deadlock_detected, also where an error stands for it. */
function isConflict(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const { code } = at as { readonly code?: unknown }
    if (code === '40001' || code === '40P01') return true
  }
  return false
}
