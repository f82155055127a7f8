import { identifier, type Queryable, quoteIdentifier, sql } from '../../database/index.ts'

/** About how many rows a table has: what the server keeps of it where it does, else counted. */
export async function estimateRows(db: Queryable, table: string): Promise<number> {
  if (db.dialect === 'postgres') {
    const kept = await db.count(
      sql`select cast(reltuples as bigint) from pg_class where oid = to_regclass(${quoteIdentifier(table)})`,
    )
    if (kept > 0) return kept
  }
  return db.count(sql`select count(*) from ${identifier(table)}`)
}
