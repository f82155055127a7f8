import { allOf } from '../../access/index.ts'
import { everyRow, identifier, type ListParts, type Sql, sql } from '../../database/index.ts'
import type { Context } from '../context.ts'
import { liveRows } from '../filter/index.ts'
import type { AnyRecord } from '../list-query.ts'
import { reader } from '../reader.ts'
import type { Resource } from '../resource.ts'
import type { Search } from './search-to-sql.ts'

/** The property that holds the relevance of a found record until it is answered. */
export const relevanceName = 'cambium_relevance'

/** The relevance of a record while the statement below chooses a page. */
export const rankedRelevance: Sql = sql`"ranked"."relevance"`

/** How many of the records that match are ranked: those the caller may read that were added last. */
const maxRanked = 5_000

/**
 * The rows of a list, each with its relevance, which `parts.order` may name. Words that are everywhere are found in more
 * records than can be compared: those added last are. Which ones they are follows from what the caller may read alone.
 */
export function findByRelevance(
  context: Context,
  resource: Resource,
  { parts, search, behind }: { parts: ListParts; search: Search; behind: Sql | undefined },
): Promise<AnyRecord[]> {
  const { visible, filter, order, limit } = parts
  const table = identifier(resource.table)
  const id = resource.columns.expression('id')
  return reader(context).all<AnyRecord>(sql`
    with "found" as materialized (
      select ${id} as "id", ${search.number} as "number"
      from ${search.from}
      where ${search.found} and ${allOf(liveRows(resource), visible, filter)}
      order by ${search.newestFirst}
      limit ${maxRanked}
    ), "ranked" as materialized (
      select "found"."id" as "id", ${search.relevance} as "relevance"
      from "found" join ${table} on ${id} = "found"."id"
    )
    select ${resource.columns}, ${rankedRelevance} as "cambium_relevance"
    from "ranked" join ${table} on ${id} = "ranked"."id"
    where ${behind ?? everyRow}
    order by ${order}
    limit ${limit}
  `)
}
