import { inList, sql, type Transaction } from '../../database/index.ts'
import { databaseTime } from '../clock.ts'
import { leaseMs } from './claim-lane.ts'
import { endRow } from './end-rows.ts'
import { type JobRow, jobColumns } from './job-row.ts'
import { processEnded, processEndedAgain } from './process-ended.ts'
import { skipLocked } from './queue-transaction.ts'

/** What a sign of life found. */
export interface Renewed {
  readonly seq: number
  readonly lease: string
  readonly cancelling: number
}

/** Says that these messages are still at work, and learns which of them are to stop. What is missing was taken over. */
export function renewLeases(
  transaction: Transaction,
  held: readonly { readonly seq: number; readonly lease: string }[],
): Promise<Renewed[]> {
  return transaction.all<Renewed>(sql`
    update "cambium_jobs" set "leased_until" = ${databaseTime(leaseMs)}
    where ${inList(
      sql`"seq"`,
      held.map(({ seq }) => seq),
      'integer',
    )} and ${inList(sql`"lease"`, [...new Set(held.map(({ lease }) => lease))], 'string')}
    returning "seq", "lease", "cancelling"
  `)
}

const maxTakenOver = 100

/** Makes those ready again whose runner gave no sign of life in time; parks those that had their last try. */
export async function takeOver(transaction: Transaction): Promise<readonly JobRow[]> {
  const rows = await transaction.all<JobRow>(sql`
    select ${jobColumns} from "cambium_jobs"
    where "status" = 'running' and "leased_until" < ${databaseTime()}
    limit ${maxTakenOver} ${skipLocked}
  `)
  for (const row of rows) {
    const held = { ...row, lease: row.lease ?? '' }
    const hadEnded = row.error === processEnded || row.error === processEndedAgain
    const error = hadEnded ? processEndedAgain : processEnded
    if (row.cancelling === 1) await endRow(transaction, held, { as: 'cancelled', error: null })
    else if (row.attempts >= row.maxAttempts) {
      await endRow(transaction, held, { as: 'parked', error })
    } else {
      await endRow(transaction, held, { as: 'again', delayMs: 0, error, isCounted: true })
    }
  }
  return rows
}
