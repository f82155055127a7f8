import { allOf } from '../../access/index.ts'
import { identifier, type ListParts, type Sql, sql } from '../../database/index.ts'
import type { Context } from '../context.ts'
import { liveRows } from '../filter/index.ts'
import type { AnyRecord } from '../list-query.ts'
import { reader } from '../reader.ts'
import type { Resource } from '../resource.ts'

/** The property that holds the relevance of a found record until it is answered. */
export const relevanceName = 'cambium_relevance'

/** The rows of a list, each with its relevance, which `parts.order` may name. */
export function findByRelevance(
  context: Context,
  resource: Resource,
  { parts, relevance }: { parts: ListParts; relevance: Sql },
): Promise<AnyRecord[]> {
  const { visible, filter, order, limit } = parts
  return reader(context).all<AnyRecord>(sql`
    select ${resource.columns}, ${relevance} as "cambium_relevance"
    from ${identifier(resource.table)}
    where ${allOf(liveRows(resource), visible, filter)}
    order by ${order}
    limit ${limit}
  `)
}
