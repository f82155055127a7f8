import { allOf } from '../access/index.ts'
import { nothing, type Sql, sql } from '../database/index.ts'
import type { HookContext, ListHooks } from '../hooks/index.ts'
import type { Context } from './context.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { filterToSql } from './filter/index.ts'
import { type IncludeTree, includeRelations, parseInclude } from './include-relations.ts'
import type { AnyRecord, ListQuery, Page } from './list-query.ts'
import { maskRecords } from './mask-records.ts'
import type { ListOperation } from './operation-types.ts'
import { orderToSql, rowsBehind, type SortKey, sortKeys } from './order.ts'
import { checkFields, pickFields } from './pick-fields.ts'
import { reader } from './reader.ts'
import { badQuery } from './refusal.ts'
import { relatedRows } from './related-rows.ts'
import type { Resource } from './resource.ts'
import { checkDepth, hookContext } from './run-hooks.ts'
import { visibleRows } from './visible-rows.ts'

const maxOffset = 10_000

/** What `x.operations.gen.ts` supplies for `list`. */
export interface ListSteps<Record> {
  hooks?: ListHooks<Record> | undefined
}

/** The `list` operation of an entity: one page of the records the caller may read. */
export function defineList<Record extends object>(
  resource: Resource<Record>,
  steps: ListSteps<NoInfer<Record>>,
): ListOperation<Record> {
  const erased = resource as unknown as Resource
  return async (context, query = {}) => {
    checkDepth(context)
    const every = context.services.runHooks ? context.services.registry.everyHooks?.list : undefined
    const own = context.services.runHooks ? steps.hooks : undefined
    if (!every && !own) {
      const { page, tree } = await findPage(context, erased, query as ListQuery)
      return (await finish(context, erased, {
        page,
        tree,
        query: query as ListQuery,
      })) as Page<Record>
    }
    const event = hookContext<Record>(context, {
      entity: resource.name,
      operation: 'list',
      now: new Date().toISOString(),
    })
    return listWithHooks(context, resource, { event, query, every: every as typeof own, own })
  }
}

async function listWithHooks<Record extends object>(
  context: Context,
  resource: Resource<Record>,
  {
    event,
    query,
    every,
    own,
  }: {
    event: HookContext<Record>
    query: ListQuery<Record>
    every: ListHooks<Record> | undefined
    own: ListHooks<Record> | undefined
  },
): Promise<Page<Record>> {
  const erased = resource as unknown as Resource
  let wanted = query
  for (const hooks of [every, own]) {
    wanted = (await hooks?.before?.({ ...event, query: wanted })) ?? wanted
  }
  visibleRows(context, erased)
  let tree: IncludeTree = {}
  const next = async (changed?: ListQuery<Record>): Promise<Page<Record>> => {
    const found = await findPage(context, erased, (changed ?? wanted) as ListQuery)
    tree = found.tree
    return found.page as Page<Record>
  }
  const replace = own?.replace ?? every?.replace
  const page = replace ? await replace({ ...event, query: wanted, next }) : await next()
  await own?.after?.({ ...event, records: page.data })
  await every?.after?.({ ...event, records: page.data })
  return (await finish(context, erased, {
    page: page as Page<AnyRecord>,
    tree,
    query: wanted as ListQuery,
  })) as Page<Record>
}

/** Finds the page and puts the related records in: everything before the hooks may look at it. */
async function findPage(
  context: Context,
  resource: Resource,
  query: ListQuery,
): Promise<{ page: Page<AnyRecord>; tree: IncludeTree }> {
  const tree = parseInclude(context, resource, query.include)
  checkFields(resource, context.outward ? query.fields : undefined)
  const keys = sortKeys(context, resource, query.sort)
  const position = positionOf(context, resource, { query, keys })
  const visible = visibleRows(context, resource)
  const conditions = allOf(
    filterToSql(context, resource, query.where ?? {}),
    query.related === undefined || relatedRows(context, resource, query.related),
  )
  const limit = limitOf(context, resource, query.limit)
  const found = await resource.list(reader(context), {
    visible,
    filter: position.behind ? allOf(conditions, position.behind) : conditions,
    order: orderToSql(resource, keys, position.reversed),
    limit: limitToSql(limit, query.offset),
  })
  const hasExtra = limit !== undefined && found.length > limit
  const data = hasExtra ? found.slice(0, limit) : found
  if (position.reversed) data.reverse()
  const page = pageOf(context, resource, { data, keys, query, hasExtra })
  const counting = query.count ?? (context.outward ? resource.countByDefault : undefined) ?? 'none'
  if (counting !== 'none') {
    page.page.total = await resource.count(reader(context), {
      visible,
      filter: conditions,
      order: nothing,
      limit: nothing,
    })
  }
  return { page, tree }
}

async function finish(
  context: Context,
  resource: Resource,
  { page, tree, query }: { page: Page<AnyRecord>; tree: IncludeTree; query: ListQuery },
): Promise<Page<AnyRecord>> {
  const masked = await maskRecords(context, resource, page.data)
  await includeRelations(context, resource, { records: masked, tree })
  return { ...page, data: pickFields(masked, query.fields, Object.keys(tree)) }
}

/** Where the page starts, and which way it runs. */
function positionOf(
  context: Context,
  resource: Resource,
  { query, keys }: { query: ListQuery; keys: readonly SortKey[] },
): { behind: Sql | undefined; reversed: boolean } {
  const { after, before, offset } = query
  if (after !== undefined && before !== undefined) {
    throw badQuery('before', 'A page is either after a cursor or before one')
  }
  const cursor = after ?? before
  if (cursor === undefined) return { behind: undefined, reversed: false }
  if (offset !== undefined) throw badQuery('offset', 'An offset and a cursor exclude each other')
  const scope = cursorScope(resource, query)
  const values = decodeCursor(context.services.cursorKey, { scope, keys, cursor })
  const reversed = before !== undefined
  return { behind: rowsBehind(resource, keys, { values, reversed }), reversed }
}

function cursorScope(resource: Resource, query: ListQuery): string {
  const { related } = query
  return related ? `${related.resource}.${related.relation}.${related.id}` : resource.name
}

function limitOf(
  context: Context,
  resource: Resource,
  wanted: number | undefined,
): number | undefined {
  if (!context.outward) return wanted
  const limit = wanted ?? resource.pageSize
  if (!Number.isInteger(limit) || limit < 1 || limit > resource.maxPageSize) {
    throw badQuery('limit', `limit must be a whole number from 1 to ${resource.maxPageSize}`)
  }
  return limit
}

/** One row more than wanted tells whether another page follows. */
function limitToSql(limit: number | undefined, offset: number | undefined): Sql {
  const rows = limit === undefined ? Number.MAX_SAFE_INTEGER : limit + 1
  if (offset === undefined) return sql`${rows}`
  if (!Number.isInteger(offset) || offset < 0 || offset > maxOffset) {
    throw badQuery(
      'offset',
      `offset must be a whole number from 0 to ${maxOffset}; use cursors to go further`,
    )
  }
  return sql`${rows} offset ${offset}`
}

function pageOf(
  context: Context,
  resource: Resource,
  {
    data,
    keys,
    query,
    hasExtra,
  }: { data: AnyRecord[]; keys: readonly SortKey[]; query: ListQuery; hasExtra: boolean },
): Page<AnyRecord> {
  const scope = cursorScope(resource, query)
  const cursorAt = (record: AnyRecord | undefined): string | null =>
    record
      ? encodeCursor(context.services.cursorKey, {
          scope,
          keys,
          values: keys.map(({ field }) => record[field] ?? null),
        })
      : null
  const isBackwards = query.before !== undefined
  const hasMore = isBackwards ? data.length > 0 : hasExtra
  const hasPrevious = isBackwards ? hasExtra : query.after !== undefined || (query.offset ?? 0) > 0
  return {
    data,
    page: {
      next: hasMore ? cursorAt(data.at(-1)) : null,
      previous: hasPrevious ? cursorAt(data[0]) : null,
      hasMore,
    },
  }
}
