import type { Queryable } from '../database/index.ts'
import { newId } from '../id/index.ts'
import type { Logger } from '../log/index.ts'
import {
  type Outbound,
  type OutboundAnswer,
  OutboundError,
  retryAfterOf,
} from '../outbound/index.ts'
import {
  type Delivery,
  type KindHandler,
  type LaneLimits,
  Park,
  RetryAfter,
} from '../queue/index.ts'
import { type LoggedTry, logTry, purgeLog } from './delivery-log.ts'
import type { Endpoint, WebhookBody } from './endpoint.ts'
import type { EndpointStore } from './endpoint-store.ts'
import type { SecretBox } from './secret-box.ts'
import { type Signed, signatureHeaders } from './signing.ts'

export interface WebhookKindOptions {
  readonly database: Queryable
  readonly log: Logger
  readonly store: EndpointStore
  readonly outbound: Outbound
  readonly secrets: SecretBox
  readonly now?: () => Date
}

const perEndpoint = 8
/** One that fails now and then is not held up for it. */
const failingAfter = 5
const keptAnswerBytes = 500
const patienceMs = 5 * 86_400_000
const longestWaitMs = 3_600_000
const purgeEveryMs = 600_000

/**
 * Tells endpoints: signed, the same bytes under the same id at every try. What is not answered with 2xx is tried again
 * with the queue's back-off, or when the answer says; 410 disables the endpoint, and so do five days without success.
 */
export function createWebhookKind(options: WebhookKindOptions): KindHandler {
  const { database, store, now = () => new Date() } = options
  /** How often on end nothing got through. */
  const failures = new Map<string, number>()
  let purgedAt = 0

  async function purge(): Promise<void> {
    const at = now()
    if (at.getTime() - purgedAt < purgeEveryMs) return
    purgedAt = at.getTime()
    await purgeLog(database, at)
  }

  return {
    kind: 'webhook',
    // One that does not answer takes few of the places that all lanes share.
    limits: (lane): LaneLimits => ({
      perInstance: (failures.get(lane) ?? 0) < failingAfter ? perEndpoint : 1,
    }),
    async run(delivery) {
      const endpoint = await store.find(database, delivery.name)
      if (endpoint === undefined) return { dropped: 'The endpoint was deleted' }
      if (endpoint.status === 'disabled') throw new Park('The endpoint is disabled')
      await purge()
      const tried = await tell(endpoint, delivery, { ...options, now })
      if (isTaken(tried.answer)) {
        failures.delete(delivery.lane)
        return succeed(delivery, { endpoint, tried, store })
      }
      failures.set(delivery.lane, (failures.get(delivery.lane) ?? 0) + 1)
      return fail(endpoint, tried, { ...options, now })
    },
  }
}

type Sure = WebhookKindOptions & { readonly now: () => Date }

interface Tried {
  readonly line: LoggedTry
  readonly answer: OutboundAnswer | undefined
}

async function tell(endpoint: Endpoint, delivery: Delivery, options: Sure): Promise<Tried> {
  const { url, id: webhook } = endpoint
  const { message, event, at, of, data } = delivery.payload as WebhookBody
  const body = JSON.stringify({ type: event, timestamp: at, data })
  const moment = options.now()
  const begun = performance.now()
  const { id: job, attempt, signal } = delivery
  const about = { id: newId(), webhook, message, job, event, record: of, attempt }
  const line = { ...about, at: moment.toISOString() }
  const headers = headersOf(endpoint, { id: message, body, now: moment }, options)
  try {
    const request = {
      url,
      method: 'POST',
      headers,
      body,
      signal,
      maxBytes: keptAnswerBytes,
    } as const
    const answer = await options.outbound.send(request)
    const { status, ms } = answer
    return { answer, line: { ...line, status, ms, error: null, answer: textOf(answer.body) } }
  } catch (error) {
    if (!(error instanceof OutboundError) || error.fault === 'aborted') throw error
    const ms = Math.round(performance.now() - begun)
    const failed = { status: null, ms, error: error.message, answer: null }
    return { answer: undefined, line: { ...line, ...failed } }
  }
}

/** Signed with every secret that is good now. */
function headersOf(
  endpoint: Endpoint,
  signed: Omit<Signed, 'secrets'>,
  { secrets }: Sure,
): { [name: string]: string } {
  const usable = endpoint.secrets.filter(
    ({ until }) => until === null || Date.parse(until) > signed.now.getTime(),
  )
  return {
    'content-type': 'application/json',
    'user-agent': 'Cambium-Webhooks',
    ...signatureHeaders({ ...signed, secrets: usable.map(({ text }) => secrets.open(text)) }),
  }
}

/** Text as every database takes it. */
function textOf(body: Buffer): string {
  return body.toString('utf8').replaceAll('\0', '')
}

function isTaken(answer: OutboundAnswer | undefined): boolean {
  return answer !== undefined && answer.status >= 200 && answer.status < 300
}

function succeed(
  delivery: Delivery,
  { endpoint, tried, store }: { endpoint: Endpoint; tried: Tried; store: EndpointStore },
): Promise<{ status: number | null; ms: number }> {
  const { status, ms } = tried.line
  return delivery.complete(
    async (transaction) => {
      await logTry(transaction, tried.line)
      if (endpoint.failingSince !== null) {
        await store.update(transaction, endpoint.id, { failingSince: null })
      }
      return { status, ms }
    },
    { key: 'webhook' },
  )
}

async function fail(endpoint: Endpoint, { line, answer }: Tried, options: Sure): Promise<never> {
  const { database, store, log, now } = options
  const said = line.error ?? `It answered ${line.status}`
  await logTry(database, line)
  const since = endpoint.failingSince
  const isLong = since !== null && now().getTime() - Date.parse(since) > patienceMs
  if (answer?.status === 410 || isLong) {
    const reason = isLong ? `Nothing got through since ${since}. ${said}` : 'It answered 410: gone'
    await disable(endpoint, reason, { store, database, now })
    log.error({ webhook: endpoint.id, reason }, 'an endpoint of webhooks was disabled')
    throw new Park(reason)
  }
  if (since === null) {
    await store.update(database, endpoint.id, { failingSince: now().toISOString() })
  }
  const afterMs = answer && retryAfterOf(answer.headers, now().getTime())
  if (afterMs !== undefined && answer !== undefined && [429, 503].includes(answer.status)) {
    throw new RetryAfter(Math.min(Math.max(afterMs, 1_000), longestWaitMs), said)
  }
  throw notTaken(said)
}

/** Without a stack: it says where we are, and nothing of why somebody else did not answer. */
function notTaken(said: string): Error {
  const error = new Error(said)
  error.stack = `Error: ${said}`
  return error
}

async function disable(
  { id }: Endpoint,
  reason: string,
  { store, database, now }: { store: EndpointStore; database: Queryable; now: () => Date },
): Promise<void> {
  const updatedAt = now().toISOString()
  await store.update(database, id, { status: 'disabled', reason, updatedAt })
  store.forget()
}
