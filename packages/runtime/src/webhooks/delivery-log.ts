import {
  type Columns,
  columns,
  instant,
  integer,
  type Queryable,
  sql,
  string,
  values,
} from '../database/index.ts'

/** One try at telling one endpoint. */
export interface LoggedTry {
  readonly id: string
  readonly webhook: string
  /** What the message is known by: `webhook-id`. */
  readonly message: string
  /** The row of the queue. */
  readonly job: string
  readonly event: string
  readonly record: string | null
  readonly attempt: number
  readonly at: string
  /** What was answered; null without an answer. */
  readonly status: number | null
  readonly ms: number
  /** Why there was no answer. */
  readonly error: string | null
  /** How the answer begins. */
  readonly answer: string | null
}

type LogRow = { -readonly [Name in keyof LoggedTry]: LoggedTry[Name] }

const table: Columns<LogRow> = columns<LogRow>('cambium_webhook_log', {
  id: string('id'),
  webhook: string('webhook'),
  message: string('message'),
  job: string('job'),
  event: string('event'),
  record: string('record'),
  attempt: integer('attempt'),
  at: instant('at'),
  status: integer('status'),
  ms: integer('ms'),
  error: string('error'),
  answer: string('answer'),
})

/** How long a try stays in the log, and a message can be sent again. */
export const keptDays = 30

const maxPurged = 1_000

/** Writes a try down. */
export async function logTry(db: Queryable, tried: LoggedTry): Promise<void> {
  await db.run(sql`insert into "cambium_webhook_log" ${values(table, tried)}`)
}

/** The tries of an endpoint, the newest first; those before one of them where it is named. */
export function loggedTries(
  db: Queryable,
  webhook: string,
  { limit, before }: { limit: number; before?: string | undefined },
): Promise<LoggedTry[]> {
  const older = before === undefined ? sql`1 = 1` : sql`"id" < ${before}`
  return db.all<LogRow>(sql`
    select ${table} from "cambium_webhook_log" where "webhook" = ${webhook} and ${older}
    order by "id" desc limit ${limit}
  `)
}

/** The rows of the queue that a message was sent to the endpoint by. */
export async function loggedMessages(
  db: Queryable,
  webhook: string,
  message: string,
): Promise<string[]> {
  const rows = await db.all<{ job: string }>(sql`
    select distinct "job" from "cambium_webhook_log" where "message" = ${message} and "webhook" = ${webhook}
  `)
  return rows.map(({ job }) => job)
}

/** What the ids made since an instant sort behind: they begin with their millisecond. */
export function timeId(at: string | Date): string {
  const time = new Date(at).getTime().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}`
}

/** Takes out tries that are older than 30 days, up to a thousand of them. */
export async function purgeLog(db: Queryable, now: Date): Promise<void> {
  const oldest = timeId(new Date(now.getTime() - keptDays * 86_400_000))
  await db.run(sql`
    delete from "cambium_webhook_log" where "id" in (
      select "id" from "cambium_webhook_log" where "id" < ${oldest} order by "id" limit ${maxPurged}
    )
  `)
}
