import { type Database, sql } from '../../database/index.ts'
import { databaseTime } from '../clock.ts'

const maxSwept = 500

/** Takes away what was kept long enough, some at a time. */
export async function sweepKept(database: Database): Promise<number> {
  return database.run(sql`
    delete from "cambium_jobs" where "seq" in (
      select "seq" from "cambium_jobs"
      where "keep_until" is not null and "keep_until" < ${databaseTime()}
      limit ${maxSwept}
    )
  `)
}
