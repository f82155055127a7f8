import { join, type Queryable, type Sql, sql } from '../../database/index.ts'
import type { MessageStatus } from '../message.ts'
import { type JobRow, jobColumns } from '../store/index.ts'

/** Which messages are meant. */
export interface MessageFilter {
  readonly status?: MessageStatus | undefined
  readonly kind?: string | undefined
  readonly name?: string | undefined
}

/** How many messages of a kind have a status. */
export interface MessageCount {
  readonly kind: string
  readonly status: MessageStatus
  readonly count: number
}

/** The condition that a message is meant. */
export function conditionOf({ status, kind, name }: MessageFilter): Sql {
  const conditions = [
    status === undefined ? undefined : sql`"status" = ${status}`,
    kind === undefined ? undefined : sql`"kind" = ${kind}`,
    name === undefined ? undefined : sql`"name" = ${name}`,
  ].filter((condition) => condition !== undefined)
  return conditions.length === 0 ? sql`true` : join(conditions, ' and ')
}

/** The newest messages that are meant. */
export function listMessages(
  db: Queryable,
  filter: MessageFilter,
  limit: number,
): Promise<JobRow[]> {
  return db.all(sql`
    select ${jobColumns} from "cambium_jobs" where ${conditionOf(filter)}
    order by "seq" desc limit ${limit}
  `)
}

/** One message; undefined where there is none, as when it is done. */
export function findMessage(db: Queryable, id: string): Promise<JobRow | undefined> {
  return db.first(sql`select ${jobColumns} from "cambium_jobs" where "id" = ${id}`)
}

/** How many messages there are of each kind and status. */
export function countMessages(db: Queryable): Promise<MessageCount[]> {
  return db.all(sql`
    select "kind", "status", count(*) as "count" from "cambium_jobs"
    group by "kind", "status" order by "kind", "status"
  `)
}
