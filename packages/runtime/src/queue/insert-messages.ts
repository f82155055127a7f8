import { join, type Sql, sql, type Transaction } from '../database/index.ts'
import { AppError } from '../errors/index.ts'
import { newId } from '../id/index.ts'
import { databaseTime } from './clock.ts'
import type { Message, MessageKind, Origin } from './message.ts'

const maxRows = 100
const maxBytes = 1_048_576

/**
 * Writes the messages in the transaction, in their order and with one statement for each hundred. Resolves to their ids:
 * where one with the same `uniqueKey` waits already, nothing is written and it is the id of that one, which is kept from
 * being taken until the transaction ends.
 */
export async function insertMessages(
  transaction: Transaction,
  messages: readonly Message[],
  origin: Origin,
): Promise<string[]> {
  const rows = messages.map(toRow)
  const from = JSON.stringify(origin)
  const firsts = new Map<string, string>()
  const wanted = rows.filter(({ uniqueKey, id }) => {
    if (uniqueKey === null) return true
    if (firsts.has(uniqueKey)) return false
    firsts.set(uniqueKey, id)
    return true
  })
  for (let start = 0; start < wanted.length; start += maxRows) {
    const written = await insertRows(transaction, wanted.slice(start, start + maxRows), from)
    for (const { id, uniqueKey } of written) firsts.set(uniqueKey, id)
  }
  return rows.map(({ id, uniqueKey }) => (uniqueKey === null ? id : (firsts.get(uniqueKey) ?? id)))
}

interface Row {
  readonly id: string
  readonly uniqueKey: string | null
  readonly runAt: string | null
  readonly values: readonly (string | number | null)[]
}

function toRow(message: Message): Row {
  const { kind, name, lane = kind, orderKey = null, uniqueKey = null } = message
  if (lane !== kind && !lane.startsWith(`${kind}:`)) {
    throw new TypeError(`The lane "${lane}" must be "${kind}", or begin with "${kind}:"`)
  }
  const id = message.id ?? newId()
  const { priority = 0, maxAttempts = attemptsOf(kind), keepHours = null } = message
  return {
    id,
    uniqueKey,
    runAt: message.runAt ?? null,
    values: [
      id,
      kind,
      name,
      lane,
      orderKey,
      uniqueKey,
      priority,
      payloadOf(message),
      maxAttempts,
      keepHours,
    ],
  }
}

function attemptsOf(kind: MessageKind): number {
  return kind === 'job' || kind === 'workflow' ? 8 : 20
}

function payloadOf({ kind, name, payload }: Message): string {
  const text = JSON.stringify(payload ?? null)
  if (text.length <= maxBytes) return text
  throw new AppError('too_large', {
    message: `The ${kind} ${name} is given more than ${maxBytes} characters: hand over an id instead`,
  })
}

async function insertRows(
  transaction: Transaction,
  rows: readonly Row[],
  origin: string,
): Promise<{ id: string; uniqueKey: string }[]> {
  const isTimed = rows.some(({ runAt }) => runAt !== null)
  const tuples = join(
    rows.map((row) => tupleOf(row, { origin, isTimed })),
    ', ',
  )
  const into = isTimed ? sql`${names}, "run_at", "status"` : names
  if (rows.every(({ uniqueKey }) => uniqueKey === null)) {
    await transaction.run(sql`insert into "cambium_jobs" (${into}) values ${tuples}`)
    return []
  }
  // Writes to the one that is there, so that nobody takes it before what this transaction writes can be seen.
  const written = await transaction.all<{ id: string; unique_key: string | null }>(sql`
    insert into "cambium_jobs" (${into}) values ${tuples}
    on conflict ("unique_key")
      where "unique_key" is not null and "status" in ('waiting', 'delayed', 'behind')
      do update set "unique_key" = excluded."unique_key"
    returning "id", "unique_key"
  `)
  return written.flatMap(({ id, unique_key: uniqueKey }) =>
    uniqueKey === null ? [] : [{ id, uniqueKey }],
  )
}

const names: Sql = sql`"id", "kind", "name", "lane", "order_key", "unique_key", "priority", "payload", "max_attempts",
  "keep_hours", "origin"`

function tupleOf(
  { values, runAt }: Row,
  { origin, isTimed }: { origin: string; isTimed: boolean },
): Sql {
  const known = join(values, ', ')
  if (!isTimed) return sql`(${known}, ${origin})`
  if (runAt === null) return sql`(${known}, ${origin}, ${databaseTime()}, 'waiting')`
  return sql`(${known}, ${origin}, ${new Date(runAt).toISOString()}, 'delayed')`
}
