import { inList, type Sql, sql, type Transaction } from '../database/index.ts'
import type { Services } from '../operation/index.ts'
import { insertMessages, type Message, noOrigin } from '../queue/index.ts'
import { loggedMessages, timeId } from './delivery-log.ts'
import { type Endpoint, laneOf, type WebhookBody } from './endpoint.ts'

/** Which messages of an endpoint are sent again. */
export interface ReplayOptions {
  /** The one that is known by this id. */
  readonly message?: string | undefined
  /** Those that were written from this instant on, ISO 8601. */
  readonly since?: string | undefined
  /** Those that were written before this instant. */
  readonly until?: string | undefined
  /** Those alone that never got through. */
  readonly failedOnly?: boolean | undefined
}

interface KeptRow {
  readonly id: string
  readonly status: 'done' | 'parked'
  readonly payload: string
  readonly maxAttempts: number
  readonly keepHours: number | null
}

const maxReplayed = 10_000
const pageRows = 500

/**
 * Sends messages again that are through, or were given up: under their ids, in their order, and behind what waits. Of
 * one that is sent again already no second copy is made. Resolves to how many there are, up to 10,000.
 */
export async function sendAgain(
  services: Services,
  endpoint: Endpoint,
  options: ReplayOptions,
): Promise<number> {
  const repeated = new Set<string>()
  let last = ''
  for (let rows = 0; rows < maxReplayed; rows += pageRows) {
    const page = await repeatPage(services, endpoint, { options, last })
    for (const { message } of page) repeated.add(message)
    if (page.length < pageRows) break
    last = page.at(-1)?.id ?? ''
  }
  services.outgoing?.wake?.()
  return repeated.size
}

interface Repeated {
  readonly id: string
  readonly message: string
}

async function repeatPage(
  { database }: Services,
  { id: name }: Endpoint,
  { options, last }: { options: ReplayOptions; last: string },
): Promise<Repeated[]> {
  return database.transaction(async (transaction) => {
    const rows = await transaction.all<KeptRow>(sql`
      select "id", "status", "payload", "max_attempts" as "maxAttempts", "keep_hours" as "keepHours"
      from "cambium_jobs"
      where "kind" = 'webhook' and "name" = ${name} and "id" > ${last}
        and ${await conditionOf(transaction, name, options)}
      order by "id" limit ${pageRows}
    `)
    const messages = rows.map((row) => copyOf(name, row))
    await insertMessages(transaction, messages, noOrigin)
    const parked = rows.filter(({ status }) => status === 'parked').map(({ id }) => id)
    // The copy stands for it from now on.
    if (parked.length > 0) {
      await transaction.run(sql`delete from "cambium_jobs" where ${inList(sql`"id"`, parked)}`)
    }
    return rows.map(({ id, payload }) => ({
      id,
      message: (JSON.parse(payload) as WebhookBody).message,
    }))
  })
}

async function conditionOf(
  transaction: Transaction,
  name: string,
  { message, since, until, failedOnly }: ReplayOptions,
): Promise<Sql> {
  const ended = failedOnly ? sql`"status" = 'parked'` : sql`"status" in ('done', 'parked')`
  if (message !== undefined) {
    const jobs = await loggedMessages(transaction, name, message)
    return sql`${ended} and ${inList(sql`"id"`, jobs, 'string')}`
  }
  const from = since === undefined ? sql`1 = 1` : sql`"id" >= ${timeId(since)}`
  const to = until === undefined ? sql`1 = 1` : sql`"id" < ${timeId(until)}`
  return sql`${ended} and ${from} and ${to}`
}

function copyOf(name: string, { payload, maxAttempts, keepHours }: KeptRow): Message {
  const body = JSON.parse(payload) as WebhookBody
  const lane = laneOf(name)
  return {
    kind: 'webhook',
    name,
    lane,
    payload: body,
    uniqueKey: `${lane}|${body.message}`,
    maxAttempts: Number(maxAttempts),
    ...(keepHours !== null && { keepHours: Number(keepHours) }),
    ...(body.of !== null && { orderKey: `${lane}|${body.of}` }),
  }
}
