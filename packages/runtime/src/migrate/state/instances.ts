import { type Queryable, type Sql, sql } from '../../database/index.ts'

/** A process that serves from a database. */
export interface Instance {
  readonly id: string
  /** The storage its code was generated for. */
  readonly hash: string
  readonly seenAt: string
}

/** How old the last sign of an instance may be before it counts as gone. */
export const instanceLifeSeconds = 30

// The clock is the database's: those of the machines may differ.
const clock: { readonly [Name in Queryable['dialect']]: (secondsAgo: number) => Sql } = {
  sqlite: (secondsAgo) => sql`strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ${`-${secondsAgo} seconds`})`,
  postgres: (secondsAgo) => sql`now() - make_interval(secs => ${secondsAgo})`,
}

/** Writes down that an instance lives. */
export async function noteInstance(
  db: Queryable,
  { id, hash }: Omit<Instance, 'seenAt'>,
): Promise<void> {
  await db.run(sql`
    insert into "cambium_instances" ("id", "hash", "seen_at") values (${id}, ${hash}, ${clock[db.dialect](0)})
    on conflict ("id") do update set "hash" = excluded."hash", "seen_at" = excluded."seen_at"
  `)
}

/** Takes an instance out that stops, and those that ended without saying so long ago. */
export async function forgetInstance(db: Queryable, id: string): Promise<void> {
  const longAgo = clock[db.dialect](instanceLifeSeconds * 100)
  await db.run(sql`delete from "cambium_instances" where "id" = ${id} or "seen_at" < ${longAgo}`)
}

/** The instances that gave a sign within 30 seconds. */
export function liveInstances(db: Queryable): Promise<Instance[]> {
  return db.all<Instance>(sql`
    select "id", "hash", "seen_at" as "seenAt" from "cambium_instances"
    where "seen_at" > ${clock[db.dialect](instanceLifeSeconds)} order by "id"
  `)
}
