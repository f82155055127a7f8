import { forUpdate, inList, type Sql, sql, type Transaction } from '../../database/index.ts'
import { AppError } from '../../errors/index.ts'
import { databaseTime, hoursFromNow } from '../clock.ts'
import type { JobRow } from './job-row.ts'
import { letNextGo } from './order-keys.ts'

/** A message somebody holds. */
export type HeldRow = Pick<JobRow, 'seq' | 'orderKey' | 'keepHours' | 'uniqueKey'> & {
  readonly lease: string
}

/** How a try ended. */
export type Ending =
  | { readonly as: 'done'; readonly result: unknown }
  | { readonly as: 'parked'; readonly error: string }
  | { readonly as: 'cancelled'; readonly error: string | null }
  | {
      /** Another try comes; `isCounted` says whether this was one. */
      readonly as: 'again'
      readonly delayMs: number
      readonly error: string | null
      readonly isCounted: boolean
    }

const cancelledKeptMs = 24 * 3_600_000

/** Takes away what is done, or keeps it where it is to be kept. Resolves to the `seq` of those that were still held. */
export async function completeRows(
  transaction: Transaction,
  rows: readonly HeldRow[],
): Promise<Set<number>> {
  const ended = new Set<number>()
  const isKept = ({ keepHours }: HeldRow): boolean => keepHours !== null
  const kept = rows.filter(isKept)
  const gone = rows.filter((row) => !isKept(row))
  for (const [some, end] of [
    [gone, sql`delete from "cambium_jobs"`],
    [kept, keepDone],
  ] as const) {
    if (some.length === 0) continue
    const found = await transaction.all<{ seq: number }>(
      sql`${end} ${areHeld(some)} returning "seq"`,
    )
    for (const { seq } of found) ended.add(seq)
  }
  await letNextGo(
    transaction,
    rows.filter(({ seq }) => ended.has(seq)).map(({ orderKey }) => orderKey),
  )
  return ended
}

function areHeld(rows: readonly HeldRow[]): Sql {
  const seqs = rows.map(({ seq }) => seq)
  const leases = [...new Set(rows.map(({ lease }) => lease))]
  return sql`where ${inList(sql`"seq"`, seqs, 'integer')} and ${inList(sql`"lease"`, leases, 'string')}`
}

const noLease = sql`"lease" = null, "leased_until" = null, "cancelling" = 0`

const keepDone = sql`
  update "cambium_jobs" set "status" = 'done', "error" = null, ${noLease},
    "finished_at" = ${databaseTime()}, "keep_until" = ${hoursFromNow(sql`"keep_hours"`)}
`

/** Completes one message. False when somebody else holds it by now. */
export async function completeRow(
  transaction: Transaction,
  row: HeldRow,
  result: unknown,
): Promise<boolean> {
  if (row.keepHours !== null) return endRow(transaction, row, { as: 'done', result })
  const { seq, lease, orderKey } = row
  const gone = await transaction.run(
    sql`delete from "cambium_jobs" where "seq" = ${seq} and "lease" = ${lease}`,
  )
  if (gone > 0) await letNextGo(transaction, [orderKey])
  return gone > 0
}

/** Is the message still held? If so, it is until the transaction ends. */
export async function isHeld(transaction: Transaction, { seq, lease }: HeldRow): Promise<boolean> {
  const found = await transaction.first(sql`
    select "seq" from "cambium_jobs" where "seq" = ${seq} and "lease" = ${lease} ${forUpdate}
  `)
  return found !== undefined
}

/** Writes how the try of a message ended. False when somebody else holds it by now. */
export async function endRow(
  transaction: Transaction,
  row: HeldRow,
  ending: Ending,
): Promise<boolean> {
  if (ending.as === 'again') return tryAgain(transaction, row, ending)
  const { seq, lease, orderKey } = row
  const changed = await transaction.run(sql`
    update "cambium_jobs" set ${endValues(row, ending)}, ${noLease}, "finished_at" = ${databaseTime()}
    where "seq" = ${seq} and "lease" = ${lease}
  `)
  if (changed > 0) await letNextGo(transaction, [orderKey])
  return changed > 0
}

function endValues({ keepHours }: HeldRow, ending: Exclude<Ending, { as: 'again' }>): Sql {
  const keptMs = (keepHours ?? 0) * 3_600_000
  switch (ending.as) {
    case 'parked':
      return sql`"status" = 'parked', "error" = ${ending.error}`
    case 'cancelled': {
      const until = databaseTime(Math.max(cancelledKeptMs, keptMs))
      return sql`"status" = 'cancelled', "error" = ${ending.error}, "keep_until" = ${until}`
    }
    case 'done': {
      const text = ending.result === undefined ? null : JSON.stringify(ending.result)
      const until = databaseTime(keptMs)
      return sql`"status" = 'done', "error" = null, "result" = ${text}, "keep_until" = ${until}`
    }
  }
}

type Again = Extract<Ending, { as: 'again' }>

/** It gives its unique key up where another one with it waits by now. */
async function tryAgain(transaction: Transaction, row: HeldRow, ending: Again): Promise<boolean> {
  if (row.uniqueKey === null) return putBack(transaction, row, { ending })
  try {
    return await transaction.savepoint((inside) => putBack(inside, row, { ending }))
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error
    return putBack(transaction, row, { ending, withoutKey: true })
  }
}

async function putBack(
  transaction: Transaction,
  { seq, lease }: HeldRow,
  { ending, withoutKey = false }: { ending: Again; withoutKey?: boolean },
): Promise<boolean> {
  const { delayMs, error, isCounted } = ending
  const when =
    delayMs > 0
      ? sql`"status" = 'delayed', "run_at" = ${databaseTime(delayMs)}`
      : sql`"status" = 'waiting'`
  const changed = await transaction.run(sql`
    update "cambium_jobs"
    set ${when}, ${noLease}, "attempts" = "attempts" - ${isCounted ? 0 : 1},
      "error" = ${error === null ? sql`"error"` : sql`${error}`}
      ${withoutKey ? sql`, "unique_key" = null` : sql``}
    where "seq" = ${seq} and "lease" = ${lease}
  `)
  return changed > 0
}
