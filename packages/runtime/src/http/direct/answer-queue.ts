import type { ServerResponse } from 'node:http'

/** Sends the bodies of answers whose head is written. */
export interface AnswerQueue {
  add(response: ServerResponse, body: string, encoding: 'latin1' | 'utf8'): void
}

const maxHeldMs = 1

interface Waiting {
  readonly response: ServerResponse
  readonly body: string
  readonly encoding: 'latin1' | 'utf8'
}

/**
 * Answers of one turn of the event loop go out together at its end, a millisecond late at most. Each write on its own
 * wakes whoever waits for it, on the same machine a proxy, and that costs this process more than the write itself: a
 * third of all it does for a small answer.
 */
export function createAnswerQueue(): AnswerQueue {
  let waiting: Waiting[] = []
  let since = 0

  function flush(): void {
    const all = waiting
    waiting = []
    for (const { response, body, encoding } of all) response.end(body, encoding)
  }

  return {
    add(response, body, encoding) {
      if (waiting.push({ response, body, encoding }) === 1) {
        since = performance.now()
        setImmediate(flush)
      } else if (performance.now() - since > maxHeldMs) flush()
    },
  }
}
