import { type Sql, sql } from '../database/index.ts'
import type { Context } from './context.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import type { AnyRecord, ListQuery } from './list-query.ts'
import { orderToSql, rowsBehind, type SortKey, sortKeys } from './order.ts'
import { badQuery } from './refusal.ts'
import type { Resource } from './resource.ts'
import { rankedRelevance, relevanceName } from './search/index.ts'

/** The order of a list, and the way from its records to cursors. */
export interface Ordering {
  readonly keys: readonly SortKey[]
  /** Stands in front of the keys: a search that names no sort. */
  readonly relevance: Sql | undefined
  /** What its cursors are signed for: no other list takes them. */
  readonly scope: string
  cursorAt(record: AnyRecord): string
  /** The record as it is answered. */
  withoutRelevance(record: AnyRecord): AnyRecord
}

// No field is called so, and a cursor by relevance is none for any other sort.
const relevanceKey: SortKey = { field: '*relevance', descending: true, nullable: false }

/** The order a list was asked for: by relevance for a search without a sort, then by the entity's own. */
export function orderingOf(context: Context, resource: Resource, query: ListQuery): Ordering {
  const keys = sortKeys(context, resource, query.sort)
  const isRelevant = query.q !== undefined && query.sort === undefined
  const scope = cursorScope(resource, query)
  const named = isRelevant ? [relevanceKey, ...keys] : keys
  const keyValue = (record: AnyRecord, { field }: SortKey): unknown =>
    record[field === relevanceKey.field ? relevanceName : field] ?? null
  return {
    keys,
    relevance: isRelevant ? rankedRelevance : undefined,
    scope,
    cursorAt: (record) =>
      encodeCursor(context.services.cursorKey, {
        scope,
        keys: named,
        values: named.map((key) => keyValue(record, key)),
      }),
    withoutRelevance(record) {
      if (!isRelevant) return record
      const { [relevanceName]: _, ...rest } = record
      return rest
    },
  }
}

/** `order by` for the ordering; reversed to walk backwards. */
export function orderRows(resource: Resource, ordering: Ordering, reversed: boolean): Sql {
  const order = orderToSql(resource, ordering.keys, reversed)
  if (!ordering.relevance) return order
  return reversed ? sql`"cambium_relevance" asc, ${order}` : sql`"cambium_relevance" desc, ${order}`
}

/** Where the page starts, and which way it runs. */
export function positionOf(
  context: Context,
  resource: Resource,
  { query, ordering }: { query: ListQuery; ordering: Ordering },
): { behind: Sql | undefined; reversed: boolean } {
  const { after, before, offset } = query
  if (after !== undefined && before !== undefined) {
    throw badQuery('before', 'A page is either after a cursor or before one')
  }
  const cursor = after ?? before
  if (cursor === undefined) return { behind: undefined, reversed: false }
  if (offset !== undefined) throw badQuery('offset', 'An offset and a cursor exclude each other')
  const { scope, keys, relevance } = ordering
  const reversed = before !== undefined
  const named = relevance ? [relevanceKey, ...keys] : keys
  const values = decodeCursor(context.services.cursorKey, { scope, keys: named, cursor })
  if (!relevance) return { behind: rowsBehind(resource, keys, { values, reversed }), reversed }
  const [score, ...rest] = values
  const deeper = rowsBehind(resource, keys, { values: rest, reversed })
  const value = Number(score)
  const beyond = reversed ? sql`${relevance} > ${value}` : sql`${relevance} < ${value}`
  return { behind: sql`(${beyond} or (${relevance} = ${value} and ${deeper}))`, reversed }
}

function cursorScope(resource: Resource, { related, q }: ListQuery): string {
  const list = related ? `${related.resource}.${related.relation}.${related.id}` : resource.name
  return q === undefined ? list : `${list}?q=${q}`
}
