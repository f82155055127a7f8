import { allOf } from '../access/index.ts'
import { type ListParts, nothing, raw, type Sql, sql } from '../database/index.ts'
import type { Context } from './context.ts'
import { filterToSql } from './filter/index.ts'
import { type IncludeTree, parseInclude } from './include-relations.ts'
import type { AnyRecord, ListQuery, Page } from './list-query.ts'
import { listRows } from './list-rows.ts'
import { sortKeys } from './order.ts'
import { type Ordering, orderingOf, orderRows, positionOf } from './ordering.ts'
import { checkFields } from './pick-fields.ts'
import { badQuery } from './refusal.ts'
import { relatedRows } from './related-rows.ts'
import type { Resource } from './resource.ts'
import {
  checkMatches,
  costlyList,
  countPage,
  hasIndexFor,
  withRowLimit,
} from './row-limit/index.ts'
import { findByRelevance, searchToSql } from './search/index.ts'
import { visibleRows } from './visible-rows.ts'

const maxOffset = 10_000
/** Server code has no limit but that of numbers. */
const maxInside = Number.MAX_SAFE_INTEGER - 1

interface Found {
  readonly page: Page<AnyRecord>
  readonly tree: IncludeTree
}

/** Finds one page of a list and reads what to include: everything before the hooks may look at it. */
export function findPage(context: Context, resource: Resource, query: ListQuery): Promise<Found> {
  return withRowLimit(context, resource, {
    where: query.where,
    refusal: (rows) =>
      costlyList(resource, query, { keys: sortKeys(context, resource, query.sort), rows }),
    work: (limited) => find(limited, resource, query),
  })
}

async function find(context: Context, resource: Resource, query: ListQuery): Promise<Found> {
  const tree = parseInclude(context, resource, query)
  checkFields(resource, context.outward ? query.fields : undefined)
  const search = query.q === undefined ? undefined : searchToSql(context, resource, query.q)
  const ordering = orderingOf(context, resource, query)
  const position = positionOf(context, resource, { query, ordering })
  const visible = allOf(context.visits?.visited ?? true, visibleRows(context, resource))
  const others = allOf(
    filterToSql(context, resource, query.where ?? {}),
    query.related === undefined || relatedRows(context, resource, query.related),
  )
  const conditions = allOf(others, search?.matches ?? true)
  const limit = limitOf(context, resource, query.limit)
  const parts = {
    visible,
    filter: position.behind ? allOf(conditions, position.behind) : conditions,
    order: orderRows(resource, ordering, position.reversed),
    limit: limitToSql(limit, query.offset),
  }
  if (context.visits !== undefined) await checkOrder(context, resource, { query, ordering, parts })
  const found =
    search && ordering.relevance
      ? await findByRelevance(context, resource, {
          parts: { ...parts, filter: others },
          search,
          behind: position.behind,
        })
      : await listRows(context, resource, { query, keys: ordering.keys, parts })
  const hasExtra = limit !== undefined && found.length > limit
  const data = hasExtra ? found.slice(0, limit) : found
  if (position.reversed) data.reverse()
  const page = pageOf(data, { ordering, query, hasExtra })
  const counting = query.count ?? (context.outward ? resource.countByDefault : undefined) ?? 'none'
  if (counting !== 'none') {
    const whole = { visible, filter: conditions, order: nothing, limit: nothing }
    const searched = search && { from: search.from, visible, filter: allOf(search.found, others) }
    const total = await countPage(context, resource, { parts: whole, searched, counting })
    Object.assign(page.page, total)
  }
  return { page, tree }
}

/** An order that no index has is made by looking at every row that is found. */
async function checkOrder(
  context: Context,
  resource: Resource,
  { query, ordering, parts }: { query: ListQuery; ordering: Ordering; parts: ListParts },
): Promise<void> {
  const { keys, relevance } = ordering
  if (relevance !== undefined || hasIndexFor(resource, query.where, keys)) return
  await checkMatches(context, resource, {
    parts,
    refusal: (rows) => costlyList(resource, query, { keys, rows }),
  })
}

function limitOf(
  context: Context,
  resource: Resource,
  wanted: number | undefined,
): number | undefined {
  const limit = wanted ?? (context.outward ? resource.pageSize : undefined)
  const most = context.outward ? resource.maxPageSize : maxInside
  if (limit !== undefined && (!Number.isInteger(limit) || limit < 1 || limit > most)) {
    throw badQuery('limit', `limit must be a whole number from 1 to ${most}`)
  }
  return limit
}

/**
 * One row more than wanted tells whether another page follows. A number in the text, of which there are few: SQLite
 * plans a statement anew each time that a limit is bound.
 */
function limitToSql(limit: number | undefined, offset: number | undefined): Sql {
  const rows = raw(String(limit === undefined ? Number.MAX_SAFE_INTEGER : limit + 1))
  if (offset === undefined) return rows
  if (!Number.isInteger(offset) || offset < 0 || offset > maxOffset) {
    throw badQuery(
      'offset',
      `offset must be a whole number from 0 to ${maxOffset}; use cursors to go further`,
    )
  }
  return sql`${rows} offset ${offset}`
}

function pageOf(
  data: AnyRecord[],
  { ordering, query, hasExtra }: { ordering: Ordering; query: ListQuery; hasExtra: boolean },
): Page<AnyRecord> {
  const isBackwards = query.before !== undefined
  const hasMore = isBackwards ? data.length > 0 : hasExtra
  const hasPrevious = isBackwards ? hasExtra : query.after !== undefined || (query.offset ?? 0) > 0
  const [first] = data
  const last = data.at(-1)
  return {
    page: {
      next: hasMore && last ? ordering.cursorAt(last) : null,
      previous: hasPrevious && first ? ordering.cursorAt(first) : null,
      hasMore,
    },
    data: data.map(ordering.withoutRelevance),
  }
}
