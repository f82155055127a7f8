import { type Queryable, sql } from '../database/index.ts'

/** The id of the message with this unique key that waits to be run. */
export async function findWaiting(db: Queryable, uniqueKey: string): Promise<string | undefined> {
  const row = await db.first<{ id: string }>(sql`
    select "id" from "cambium_jobs"
    where "unique_key" = ${uniqueKey} and "unique_key" is not null
      and "status" in ('waiting', 'delayed', 'behind')
  `)
  return row?.id
}
