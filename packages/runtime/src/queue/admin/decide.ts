import { type Sql, sql, type Transaction } from '../../database/index.ts'
import { AppError } from '../../errors/index.ts'
import { databaseTime } from '../clock.ts'
import { insertMessages } from '../insert-messages.ts'
import type { Message, Origin } from '../message.ts'
import type { JobRow } from '../store/index.ts'
import { letNextGo } from '../store/index.ts'
import { conditionOf, findMessage, type MessageFilter } from './read-messages.ts'

/** Tries a message again that is parked, cancelled or waits for its next try: now, and counted from the start. */
export async function retryMessage(transaction: Transaction, id: string): Promise<boolean> {
  const again = (more: Sql): Promise<number> =>
    transaction.run(sql`
      update "cambium_jobs"
      set "status" = 'waiting', "attempts" = 0, "run_at" = ${databaseTime()}, "finished_at" = null,
        "keep_until" = null ${more}
      where "id" = ${id} and "status" in ('parked', 'cancelled', 'delayed')
    `)
  try {
    return (await transaction.savepoint(() => again(sql``))) > 0
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error
    // Another one with its unique key waits by now.
    return (await again(sql`, "unique_key" = null`)) > 0
  }
}

/** The ids of everything that is meant, oldest first. */
export async function idsOf(transaction: Transaction, filter: MessageFilter): Promise<string[]> {
  const rows = await transaction.all<{ id: string }>(
    sql`select "id" from "cambium_jobs" where ${conditionOf(filter)} order by "seq"`,
  )
  return rows.map(({ id }) => id)
}

const keptMs = 24 * 3_600_000

/** What became of a message that was to be cancelled: it may have run already. */
export type Cancelled = 'cancelled' | 'stopping' | 'gone'

/** Cancels a message: one that waits is not done, one that runs is asked to stop. */
export async function cancelMessage(transaction: Transaction, id: string): Promise<Cancelled> {
  const row = await transaction.first<{ order_key: string | null }>(sql`
    update "cambium_jobs"
    set "status" = 'cancelled', "finished_at" = ${databaseTime()}, "keep_until" = ${databaseTime(keptMs)}
    where "id" = ${id} and "status" in ('waiting', 'delayed', 'behind', 'parked')
    returning "order_key"
  `)
  if (row) {
    await letNextGo(transaction, [row.order_key])
    return 'cancelled'
  }
  const asked = await transaction.run(
    sql`update "cambium_jobs" set "cancelling" = 1 where "id" = ${id} and "status" = 'running'`,
  )
  return asked > 0 ? 'stopping' : 'gone'
}

/** Writes a message that is over once more, as a new one; its id, or undefined where there is none that is over. */
export async function replayMessage(
  transaction: Transaction,
  id: string,
): Promise<string | undefined> {
  const row = await findMessage(transaction, id)
  if (!row || !['done', 'parked', 'cancelled'].includes(row.status)) return undefined
  const [written] = await insertMessages(transaction, [copyOf(row)], originOf(row))
  return written
}

function copyOf(row: JobRow): Message {
  const { kind, name, lane, orderKey, uniqueKey, priority, maxAttempts, keepHours } = row
  return {
    kind,
    name,
    lane,
    priority,
    maxAttempts,
    payload: JSON.parse(row.payload),
    ...(orderKey !== null && { orderKey }),
    ...(uniqueKey !== null && { uniqueKey }),
    ...(keepHours !== null && { keepHours }),
  }
}

function originOf({ origin }: JobRow): Origin {
  return JSON.parse(origin)
}
