import { identifier, type Queryable, type Sql, sql } from '../../database/index.ts'

/** Where the next batch of a walk over a table begins and how long it may be. */
export interface WalkPlace {
  readonly table: string
  readonly key: string
  /** The last key of the batch before; null at the start. */
  readonly reached: string | null
  readonly size: number
}

/** The keys of one batch. */
export interface Range {
  readonly after: string
  readonly upto: string
  /** The first batch of a walk begins with its lowest key, every other one behind it. */
  readonly isFirst: boolean
  readonly rows: number
}

/** The keys of the next batch, in the order of the column; undefined when no row is left. */
export async function nextRange(
  db: Queryable,
  { table, key, reached, size }: WalkPlace,
): Promise<Range | undefined> {
  const [from, by] = [identifier(table), identifier(key)]
  const behind = reached === null ? sql`` : sql`where ${by} > ${reached}`
  const found = await db.first<{ upto: string; rows: number }>(sql`
    select cast(last.k as text) as "upto", last.n as "rows"
    from (
      select picked.k, count(*) over () as n
      from (select ${by} as k from ${from} ${behind} order by ${by} limit ${size}) as picked
    ) as last
    order by last.k desc limit 1
  `)
  if (found === undefined) return undefined
  const after = reached ?? (await lowestKey(db, from, by))
  return { after, upto: found.upto, isFirst: reached === null, rows: Number(found.rows) }
}

/** The condition that a row is in the range. */
export function withinRange(key: string, { after, upto, isFirst }: Range): Sql {
  const by = identifier(key)
  return isFirst
    ? sql`${by} >= ${after} and ${by} <= ${upto}`
    : sql`${by} > ${after} and ${by} <= ${upto}`
}

async function lowestKey(db: Queryable, table: Sql, key: Sql): Promise<string> {
  const lowest = await db.first<{ k: string }>(
    sql`select cast(${key} as text) as "k" from ${table} order by ${table}.${key} limit 1`,
  )
  return lowest?.k ?? ''
}
