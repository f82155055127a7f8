import { allOf } from '../../access/index.ts'
import { identifier, type ListParts, type Queryable, sql } from '../../database/index.ts'
import type { Resource } from '../resource.ts'

/** How many rows meet the conditions, counting no further than `most`. Rows that are soft-deleted count as well. */
export function countUpTo(
  db: Queryable,
  resource: Resource,
  { parts, most }: { parts: ListParts; most: number },
): Promise<number> {
  return db.count(sql`
    select count(*) from (
      select 1 from ${identifier(resource.table)}
      where ${allOf(parts.visible, parts.filter)}
      limit ${most}
    ) as "found"
  `)
}
