import { type Queryable, sql, type Transaction } from '../../database/index.ts'
import { databaseTime, epochMs } from '../clock.ts'
import { processEndedAgain } from './process-ended.ts'
import { skipLocked } from './queue-transaction.ts'

/** What there is to do, as one read that costs next to nothing. */
export interface Outlook {
  readonly isReady: boolean
  /** Something is ready whose process ended more than once. */
  readonly hasSuspects: boolean
  /** A message whose runner gave no sign of life in time. */
  readonly isLapsed: boolean
  /** In how many milliseconds the next one that waits for a time is due; null for none. */
  readonly dueInMs: number | null
}

/** Looks for work, without touching anything. */
export async function lookForWork(db: Queryable): Promise<Outlook> {
  const row = await db.first<{
    ready: number
    suspects: number
    lapsed: number
    due: number | null
    now: number
  }>(sql`
    select
      (select count(*) from (select 1 from "cambium_jobs" where "status" = 'waiting' limit 1) w) as "ready",
      (select count(*) from (select 1 from "cambium_jobs" where ${isSuspect} limit 1) s) as "suspects",
      (select count(*) from "cambium_jobs" where "status" = 'running' and "leased_until" < ${databaseTime()})
        as "lapsed",
      ${epochMs(sql`(select min("run_at") from "cambium_jobs" where "status" = 'delayed')`)} as "due",
      ${epochMs(databaseTime())} as "now"
  `)
  if (!row) throw new Error('The queue gave no answer')
  const dueInMs = row.due === null ? null : row.due - row.now
  const { ready, suspects, lapsed } = row
  return { isReady: ready > 0, hasSuspects: suspects > 0, isLapsed: lapsed > 0, dueInMs }
}

// "error" is not null says which index.
const isSuspect = sql`"status" = 'waiting' and "error" is not null and "error" = ${processEndedAgain}`
const maxSuspects = 20

/** The lanes of what waits and had its process end more than once, those with the fewest tries first. */
export async function lanesOfSuspects(db: Queryable): Promise<Set<string>> {
  const rows = await db.all<{ lane: string }>(sql`
    select "lane" from "cambium_jobs" where ${isSuspect} order by "attempts", "seq" limit ${maxSuspects}
  `)
  return new Set(rows.map(({ lane }) => lane))
}

const maxDue = 500

/** Makes those ready whose time has come; all that wait for a time when `isAny`. Resolves to how many. */
export function readyDue(transaction: Transaction, isAny: boolean): Promise<number> {
  const until = isAny ? sql`true` : sql`"run_at" <= ${databaseTime()}`
  return transaction.run(sql`
    update "cambium_jobs" set "status" = 'waiting'
    where "seq" in (
      select "seq" from "cambium_jobs" where "status" = 'delayed' and ${until}
      order by "run_at" limit ${maxDue} ${skipLocked}
    )
  `)
}

/**
 * The lanes that something waits in: one step in the index for each, however much that is. It has a parameter, without
 * which PostgreSQL would keep the plan of an empty table.
 */
export async function lanesWaiting(db: Queryable): Promise<string[]> {
  const rows = await db.all<{ lane: string }>(sql`
    with recursive lanes("lane") as (
      select min("lane") from "cambium_jobs" where "status" = 'waiting' and "lane" > ${''}
      union all
      select (
        select min(j."lane") from "cambium_jobs" j where j."status" = 'waiting' and j."lane" > lanes."lane"
      )
      from lanes where lanes."lane" is not null
    )
    select "lane" from lanes where "lane" is not null
  `)
  return rows.map(({ lane }) => lane)
}
