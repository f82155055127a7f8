import { forUpdate, sql, type Transaction } from '../../database/index.ts'
import { databaseTime, epochMs } from '../clock.ts'
import type { LaneLimits } from '../delivery.ts'
import { addStarts, roomIn, type Starts } from './rate-window.ts'

/** How many messages of a lane may be taken by anybody at this moment. */
export interface LaneRoom {
  readonly room: number
  /** When there is room again, where only the rate stands against it. */
  readonly waitMs: number
  /** Notes that so many were taken. */
  note(count: number): Promise<void>
}

const unlimited: LaneRoom = {
  room: Number.POSITIVE_INFINITY,
  waitMs: 0,
  note: async () => undefined,
}

/** The room of a lane on all instances together; nobody else takes from it until the transaction ends. */
export async function laneRoom(
  transaction: Transaction,
  lane: string,
  { concurrency, rate }: LaneLimits,
): Promise<LaneRoom> {
  if (concurrency === undefined && rate === undefined) return unlimited
  const { starts, nowMs } = await lockLane(transaction, lane)
  let room = Number.POSITIVE_INFINITY
  if (concurrency !== undefined) {
    const running = await transaction.count(
      sql`select count(*) from "cambium_jobs" where "lane" = ${lane} and "status" = 'running'`,
    )
    room = Math.max(0, concurrency - running)
  }
  if (rate === undefined) return { ...unlimited, room }
  const byRate = roomIn(starts, rate, nowMs)
  return {
    room: Math.min(room, byRate.room),
    waitMs: byRate.waitMs,
    async note(count) {
      const noted = JSON.stringify(addStarts(starts, rate, { nowMs, count }))
      await transaction.run(
        sql`update "cambium_lanes" set "starts" = ${noted} where "lane" = ${lane}`,
      )
    },
  }
}

async function lockLane(
  transaction: Transaction,
  lane: string,
): Promise<{ starts: Starts; nowMs: number }> {
  await transaction.run(
    sql`insert into "cambium_lanes" ("lane", "starts") values (${lane}, '[]') on conflict do nothing`,
  )
  const row = await transaction.first<{ starts: string; now: number }>(sql`
    select "starts", ${epochMs(databaseTime())} as "now" from "cambium_lanes"
    where "lane" = ${lane} ${forUpdate}
  `)
  if (!row) throw new Error(`The lane ${lane} is gone`)
  return { starts: JSON.parse(row.starts), nowMs: row.now }
}
