import { Later, Park, RetryAfter } from '../delivery.ts'
import type { Ending } from '../store/index.ts'
import { backOffMs } from './back-off.ts'
import type { Running } from './running.ts'

const maxErrorLength = 2_000

/** What becomes of a message whose try ended with an error. */
export function endingOf({ row, stopped }: Running, error: unknown): Ending {
  if (stopped === 'cancelled') return { as: 'cancelled', error: null }
  if (stopped === 'stopping') return { as: 'again', delayMs: 0, error: null, isCounted: false }
  if (error instanceof Later) {
    return { as: 'again', delayMs: error.delayMs, error: null, isCounted: false }
  }
  const text = errorText(error)
  if (error instanceof Park || row.attempts >= row.maxAttempts) return { as: 'parked', error: text }
  const delayMs = error instanceof RetryAfter ? error.delayMs : backOffMs(row.attempts)
  return { as: 'again', delayMs: Math.max(1, delayMs), error: text, isCounted: true }
}

/** What is kept of an error: its sentence, and those of its causes. */
export function errorText(error: unknown): string {
  const sentences: string[] = []
  for (let one = error; one !== undefined && sentences.length < 5; ) {
    sentences.push(one instanceof Error ? one.message : String(one))
    one = one instanceof Error ? one.cause : undefined
  }
  return sentences.join(': ').slice(0, maxErrorLength)
}
