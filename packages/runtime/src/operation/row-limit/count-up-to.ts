import { allOf } from '../../access/index.ts'
import { identifier, type Queryable, type Sql, sql } from '../../database/index.ts'
import type { Resource } from '../resource.ts'

/** The rows that are counted: of the table, unless they come from elsewhere. */
export interface Counted {
  readonly from?: Sql
  readonly visible: Sql
  readonly filter: Sql
}

/** How many rows meet the conditions, counting no further than `most`. Rows that are soft-deleted count as well. */
export function countUpTo(
  db: Queryable,
  resource: Resource,
  { parts, most }: { parts: Counted; most: number },
): Promise<number> {
  return db.count(sql`
    select count(*) from (
      select 1 from ${parts.from ?? identifier(resource.table)}
      where ${allOf(parts.visible, parts.filter)}
      limit ${most}
    ) as "found"
  `)
}
