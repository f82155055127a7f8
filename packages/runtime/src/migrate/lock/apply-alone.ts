import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Database, PostgresSession } from '../../database/index.ts'

/** The number is any that nobody else takes; another one than that of a migration's transaction. */
const lockKey = '727262487'
const pollMs = 200

/** A connection that is the only one of all instances to migrate; undefined where there is one connection anyway. */
export type Alone = PostgresSession | undefined

/**
 * Runs the work while no other instance migrates the same database. A server is asked again and again rather than made
 * to wait, because a statement that waits keeps `create index concurrently` of the one that migrates from ending.
 */
export async function applyAlone<Result>(
  db: Database,
  work: (alone: Alone) => Promise<Result>,
): Promise<Result> {
  const session = await db.openSession?.()
  if (session === undefined) return work(undefined)
  try {
    while (!(await tryLock(session))) await wait(pollMs + randomInt(pollMs))
    return await work(session)
  } finally {
    await session.end()
  }
}

/** Held until the session ends, however it ends; each schema is a database of its own. */
async function tryLock(session: PostgresSession): Promise<boolean> {
  const [row] = await session.query(
    `select pg_try_advisory_lock(${lockKey} # hashtext(current_schema()))`,
    { limited: true },
  )
  return row?.[0] === true
}
