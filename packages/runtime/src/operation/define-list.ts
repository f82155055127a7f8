import type { HookContext, ListHooks } from '../hooks/index.ts'
import type { Context } from './context.ts'
import { findPage } from './find-page.ts'
import { type IncludeTree, includeRelations } from './include-relations.ts'
import type { AnyRecord, ListQuery, Page } from './list-query.ts'
import { maskRecords } from './mask-records.ts'
import { rememberNarrowing } from './narrow-query.ts'
import type { ListOperation } from './operation-types.ts'
import { pickFields } from './pick-fields.ts'
import type { Resource } from './resource.ts'
import { checkDepth, hookContext } from './run-hooks.ts'
import { visibleRows } from './visible-rows.ts'

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
  rememberNarrowing(erased, (context, query) =>
    narrowed(context, erased, { query, own: steps.hooks }),
  )
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
  const wanted = await runBefore([every, own], { event, query })
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

async function runBefore<Record extends object>(
  hooks: readonly (ListHooks<Record> | undefined)[],
  { event, query }: { event: HookContext<Record>; query: ListQuery<Record> },
): Promise<ListQuery<Record>> {
  let wanted = query
  for (const one of hooks) wanted = (await one?.before?.({ ...event, query: wanted })) ?? wanted
  return wanted
}

/** The query with what `before` hooks add to it, where there are some. */
async function narrowed<Record extends object>(
  context: Context,
  resource: Resource,
  { query, own }: { query: ListQuery; own: ListHooks<Record> | undefined },
): Promise<ListQuery> {
  const { registry, runHooks } = context.services
  const every = registry.everyHooks?.list as typeof own
  if (!runHooks || !(every?.before || own?.before)) return query
  checkDepth(context)
  const event = hookContext<Record>(context, {
    entity: resource.name,
    operation: 'list',
    now: new Date().toISOString(),
  })
  const given = query as unknown as ListQuery<Record>
  return (await runBefore([every, own], { event, query: given })) as unknown as ListQuery
}

async function finish(
  context: Context,
  resource: Resource,
  { page, tree, query }: { page: Page<AnyRecord>; tree: IncludeTree; query: ListQuery },
): Promise<Page<AnyRecord>> {
  const masked = await maskRecords(context, resource, page.data)
  await includeRelations(context, resource, { records: masked, tree })
  return { data: pickFields(masked, query.fields, Object.keys(tree)), page: page.page }
}
