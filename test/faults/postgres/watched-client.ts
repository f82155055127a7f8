import { setTimeout as wait } from 'node:timers/promises'
import { type Answer, type Client, createClient } from '../server/index.ts'

/** What the writers were answered. */
export interface Watch {
  readonly client: Client
  readonly unavailable: number
  /** The longest that anybody waited for any answer. */
  readonly longestMs: number
  /** When the last write was answered with success, by `performance.now()`. */
  readonly lastSuccessAt: number
  /** Answers that should not be: 5xx other than 503, 503 without Retry-After, none at all. */
  readonly surprises: readonly string[]
}

const pauseMs = 100

/** A client that looks at every answer, and waits a moment after a 503. */
export function watchedClient(origin: string, maxSockets: number): Watch {
  const client = createClient(origin, maxSockets)
  const surprises: string[] = []
  let unavailable = 0
  let longestMs = 0
  let lastSuccessAt = 0

  function note(answer: Answer | undefined): void {
    if (answer === undefined) surprises.push('a connection broke')
    else if (answer.status === 503) {
      unavailable++
      if (!answer.headers['retry-after']) surprises.push(`503 without Retry-After: ${answer.text}`)
    } else if (answer.status >= 500) surprises.push(`${answer.status} ${answer.text}`)
    else if (answer.status < 300) lastSuccessAt = performance.now()
  }

  return {
    client: {
      async call(call) {
        const sentAt = performance.now()
        const answer = await client.call(call)
        longestMs = Math.max(longestMs, performance.now() - sentAt)
        note(answer)
        if (answer?.status === 503) await wait(pauseMs)
        return answer
      },
      close: client.close,
    },
    get unavailable() {
      return unavailable
    },
    get longestMs() {
      return longestMs
    },
    get lastSuccessAt() {
      return lastSuccessAt
    },
    surprises,
  }
}
