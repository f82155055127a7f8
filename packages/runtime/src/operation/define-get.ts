import { forUpdate, nothing } from '../database/index.ts'
import { notFound } from '../errors/index.ts'
import type { GetHooks, HookContext } from '../hooks/index.ts'
import type { Context } from './context.ts'
import { includeRelations, parseInclude } from './include-relations.ts'
import type { AnyRecord, RecordQuery } from './list-query.ts'
import { maskRecords } from './mask-records.ts'
import type { GetOperation, RecordId } from './operation-types.ts'
import { checkFields, pickFields } from './pick-fields.ts'
import { reader } from './reader.ts'
import type { Resource } from './resource.ts'
import { checkDepth, hookContext } from './run-hooks.ts'
import { visibleRows } from './visible-rows.ts'

/** What `x.operations.gen.ts` supplies for `get`. */
export interface GetSteps<Record> {
  hooks?: GetHooks<Record> | undefined
}

/** The `get` operation of an entity: one record, or 404 when there is none the caller may read. */
export function defineGet<Record extends object>(
  resource: Resource<Record>,
  steps: GetSteps<NoInfer<Record>>,
): GetOperation<Record> {
  const erased = resource as unknown as Resource
  return async (context, id, query = {}) => {
    checkDepth(context)
    const tree = parseInclude(context, erased, query)
    checkFields(erased, context.outward ? query.fields : undefined)
    const visible = visibleRows(context, erased)
    const lock = query.lock && context.transaction ? forUpdate : nothing
    const load = () => resource.find(reader(context), visible, id, lock)
    const record = context.services.runHooks
      ? await loadWithHooks(context, resource, { id, load, own: steps.hooks })
      : await load()
    if (!record) throw notFound(resource.words, id)
    return (await finish(context, erased, { record: record as AnyRecord, query, tree })) as Record
  }
}

async function finish(
  context: Context,
  resource: Resource,
  {
    record,
    query,
    tree,
  }: { record: AnyRecord; query: RecordQuery; tree: ReturnType<typeof parseInclude> },
): Promise<AnyRecord> {
  const masked = await maskRecords(context, resource, [record])
  await includeRelations(context, resource, { records: masked, tree })
  const [picked] = pickFields(masked, query.fields, Object.keys(tree))
  return picked as AnyRecord
}

async function loadWithHooks<Record extends object>(
  context: Context,
  resource: Resource<Record>,
  {
    id,
    load,
    own,
  }: {
    id: RecordId
    load: () => Promise<Record | undefined>
    own: GetHooks<Record> | undefined
  },
): Promise<Record | undefined> {
  const every = context.services.registry.everyHooks?.get as GetHooks<Record> | undefined
  if (!own && !every) return load()
  const event: HookContext<Record> = hookContext<Record>(context, {
    entity: resource.name,
    operation: 'get',
    now: new Date().toISOString(),
  })
  await every?.before?.({ ...event, id })
  await own?.before?.({ ...event, id })
  const replace = own?.replace ?? every?.replace
  const record = replace ? await replace({ ...event, id, next: load }) : await load()
  if (record) {
    await own?.after?.({ ...event, record })
    await every?.after?.({ ...event, record })
  }
  return record
}
