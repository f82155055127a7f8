import type { Answer, SentRequest } from './answer-checker.ts'

/** How often each status was answered. */
export interface Statuses {
  [status: string]: number
}

/** What a run has seen. */
export interface RunReport {
  readonly requests: number
  readonly statuses: Statuses
  /** How often each operation answered with each status. */
  readonly operations: { readonly [operation: string]: Statuses }
  /** Each kind of fault once, with a request that shows it. */
  readonly faults: readonly string[]
  readonly slowestMs: number
}

/** One request with its answer; none if it never came. */
export interface Seen {
  readonly operation: string
  readonly request: SentRequest
  readonly answer: Answer | undefined
  readonly faults: readonly string[]
  readonly tookMs: number
}

export interface Tally {
  add(seen: Seen): void
  report(): RunReport
}

/** An empty tally. */
export function createTally(): Tally {
  let requests = 0
  let slowestMs = 0
  const statuses: Statuses = {}
  const operations: { [operation: string]: Statuses } = {}
  const faults = new Map<string, string>()
  return {
    add(seen) {
      const status = seen.answer?.status ?? 0
      requests++
      slowestMs = Math.max(slowestMs, seen.tookMs)
      operations[seen.operation] ??= {}
      for (const counts of [statuses, operations[seen.operation] ?? {}]) {
        counts[status] = (counts[status] ?? 0) + 1
      }
      for (const fault of seen.faults) {
        const kind = `${seen.operation} ${status}: ${fault}`
        const alike = kind.replaceAll(/\/\d+/g, '')
        if (!faults.has(alike)) faults.set(alike, `${kind}\n${described(seen)}`)
      }
    },
    report: () => ({ requests, statuses, operations, faults: [...faults.values()], slowestMs }),
  }
}

function described({ request, answer }: Seen): string {
  const { method, url, headers, body = '' } = request
  const { authorization = '', ...shown } = headers
  return [
    `  ${method} ${shortened(url)} ${JSON.stringify({ ...shown, authorization: authorization.slice(0, 12) })}`,
    `  ${shortened(body)}`,
    `  ${shortened(answer?.text ?? 'no answer')}`,
  ].join('\n')
}

function shortened(text: string): string {
  return text.length > 600 ? `${text.slice(0, 600)}...` : text
}
