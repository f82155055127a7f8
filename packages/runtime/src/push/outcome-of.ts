import type { PushOutcome } from './push-message.ts'

/** What the status of an answer means where no more is known of it. */
export function outcomeOf(
  status: number,
  reason: string,
  afterMs: number | undefined,
): PushOutcome {
  if (status >= 200 && status < 300) return { is: 'sent' }
  if (status === 404 || status === 410) return { is: 'gone', reason }
  if (status === 429 || status >= 500) return { is: 'later', reason, afterMs }
  return { is: 'refused', reason }
}
