import { columns, type Database, instant, sql, string, values } from '../../database/index.ts'
import { hashOf } from './hash-of.ts'
import { verifications } from './verifications.ts'

const answer = columns<{ value: string; expiresAt: string }>('auth_verifications', {
  value: string('value'),
  expiresAt: instant('expires_at'),
})

/** How often something was tried, and until when that counts. */
export interface Tried {
  readonly count: number
  readonly endsAt: number
}

/** Counts of the database: the same on every instance, and after a restart. */
export interface TriedAttempts {
  /** Counts one more, in a single statement; the first of a window says how long it lasts. */
  add(key: string, windowMs: number): Promise<Tried>
  forget(key: string): Promise<void>
}

/** Counts among what else is kept for a while; who was tried is kept as a hash. */
export function createTriedAttempts(
  database: Database,
  now: () => number = Date.now,
): TriedAttempts {
  const idOf = (key: string): string => `tried:${hashOf(key)}`
  return {
    async add(key, windowMs) {
      const time = new Date(now()).toISOString()
      const row = {
        id: idOf(key),
        identifier: 'tried',
        value: '1',
        expiresAt: new Date(now() + windowMs).toISOString(),
        createdAt: time,
        updatedAt: time,
      }
      const counts = sql`${verifications.expression('expiresAt')} > ${verifications.encode('expiresAt', time)}`
      const value = verifications.expression('value')
      const [tried] = await database.all<{ value: string; expiresAt: string }>(sql`
        insert into "auth_verifications" ${values(verifications, row)}
        on conflict ("id") do update set
          "value" = case when ${counts} then cast(cast(${value} as integer) + 1 as text) else '1' end,
          "expires_at" = case when ${counts} then ${verifications.expression('expiresAt')} else excluded."expires_at" end
        returning ${answer}
      `)
      if (tried === undefined) throw new Error('An attempt was not counted')
      return { count: Number(tried.value), endsAt: Date.parse(tried.expiresAt) }
    },
    async forget(key) {
      await database.run(sql`delete from "auth_verifications" where "id" = ${idOf(key)}`)
    },
  }
}
