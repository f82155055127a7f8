import { inList, sql, type Transaction } from '../../database/index.ts'
import { databaseTime } from '../clock.ts'
import type { LaneLimits } from '../delivery.ts'
import { type JobRow, jobColumns } from './job-row.ts'
import { laneRoom } from './lane-room.ts'
import { setAside } from './order-keys.ts'
import { processEndedAgain } from './process-ended.ts'
import { skipLocked } from './queue-transaction.ts'

/** How long a message is held without a sign of life. */
export const leaseMs = 10_000

/** How much to take from a lane, and for whom. */
export interface LaneClaim {
  readonly lane: string
  readonly limits: LaneLimits
  /** At most so many. */
  readonly wanted: number
  readonly lease: string
  /** Of what had its process end more than once, and not of all other. */
  readonly isSuspect?: boolean
}

/** What was taken from a lane, the first to run first. */
export interface LaneClaimed {
  readonly rows: readonly JobRow[]
  /** There may be more for somebody else to take. */
  readonly isMore: boolean
  /** When the rate lets the next one begin; 0 where it does not matter. */
  readonly waitMs: number
}

interface Candidate {
  readonly seq: number
  /** The oldest of its key; null without a key. */
  readonly head: number | null
}

const maxRounds = 20

/** Takes messages of one lane, each the oldest of its key. */
export async function claimLane(transaction: Transaction, claim: LaneClaim): Promise<LaneClaimed> {
  const { room, waitMs, note } = await laneRoom(transaction, claim.lane, claim.limits)
  const wanted = Math.min(claim.wanted, room)
  const chosen: number[] = []
  let isMore = wanted < claim.wanted
  for (let round = 0; round < maxRounds && chosen.length < wanted; round++) {
    const missing = wanted - chosen.length
    const found = await candidatesOf(transaction, claim, { chosen, missing })
    const behind = found.filter(({ seq, head }) => head !== null && head < seq)
    chosen.push(...found.filter((one) => !behind.includes(one)).map(({ seq }) => seq))
    const aside = await setAside(transaction, behind as { seq: number; head: number }[])
    isMore = found.length === missing
    if (found.length < missing || aside === 0) break
  }
  if (chosen.length === 0) return { rows: [], isMore, waitMs }
  const rows = await take(transaction, chosen, claim.lease)
  await note(rows.length)
  return { rows, isMore, waitMs }
}

const suspects = sql`j."error" is not null and j."error" = ${processEndedAgain}`
const others = sql`(j."error" is null or j."error" <> ${processEndedAgain})`

function candidatesOf(
  transaction: Transaction,
  { lane, isSuspect = false }: LaneClaim,
  { chosen, missing }: { chosen: readonly number[]; missing: number },
): Promise<Candidate[]> {
  // Those that are chosen already are still waiting, and still the first.
  const limit = missing + chosen.length
  return transaction
    .all<Candidate>(sql`
      select j."seq", case when j."order_key" is null then null else (
        select min(o."seq") from "cambium_jobs" o
        where o."order_key" = j."order_key" and o."order_key" is not null
          and o."status" in ('waiting', 'delayed', 'behind', 'running')
      ) end as "head"
      from "cambium_jobs" j
      where j."lane" = ${lane} and j."status" = 'waiting' and ${isSuspect ? suspects : others}
      order by ${isSuspect ? sql`j."attempts", j."seq"` : sql`j."priority" desc, j."seq"`}
      limit ${limit} ${skipLocked}
    `)
    .then((found) => found.filter(({ seq }) => !chosen.includes(seq)))
}

async function take(
  transaction: Transaction,
  chosen: readonly number[],
  lease: string,
): Promise<JobRow[]> {
  const rows = await transaction.all<JobRow>(sql`
    update "cambium_jobs"
    set "status" = 'running', "attempts" = "attempts" + 1, "lease" = ${lease},
      "leased_until" = ${databaseTime(leaseMs)}, "progress" = null
    where ${inList(sql`"seq"`, chosen, 'integer')}
    returning ${jobColumns}
  `)
  return rows.sort((a, b) => b.priority - a.priority || a.seq - b.seq)
}
