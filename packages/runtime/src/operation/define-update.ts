import { allOf, type Change, type Rule } from '../access/index.ts'
import { forUpdate, type Queryable, type Sql, withKeys } from '../database/index.ts'
import { AppError, notFound } from '../errors/index.ts'
import type { HookContext, UpdateHooks } from '../hooks/index.ts'
import { validateInput } from '../schema/index.ts'
import { checkFieldRules } from './check-field-rules.ts'
import { checkInDatabase, checkInMemory, checkTransitions, rowExists } from './check-record.ts'
import type { Context } from './context.ts'
import { nameFiles, settleFiles } from './files/index.ts'
import { hooksAround } from './hooks-around.ts'
import { checkReferences, type Links, setLinks, takeLinks } from './link-relations.ts'
import type { AnyRecord } from './list-query.ts'
import { maskRecords } from './mask-records.ts'
import { mergePatch } from './merge-patch.ts'
import type { RecordId, UpdateOperation, WriteOptions } from './operation-types.ts'
import { isSame, recordHistory } from './record-history.ts'
import { invalidInput, notAllowed } from './refusal.ts'
import type { Resource } from './resource.ts'
import { hookContext } from './run-hooks.ts'
import { tellWritten } from './sending/index.ts'
import {
  checkTenantReferences,
  checkTenantStays,
  takenInTenant,
  tenantRows,
  withTenantOf,
} from './tenancy/index.ts'
import { transact, type WriteContext } from './transact.ts'
import { visibleRows } from './visible-rows.ts'

/** What `x.operations.gen.ts` supplies for `update`. */
export interface UpdateSteps<Record, Update> {
  rule: Rule<Record>
  hooks?: UpdateHooks<Record, Update> | undefined
  update(
    db: Queryable,
    allowed: Sql,
    id: RecordId,
    changes: Partial<Record>,
  ): Promise<Record | undefined>
}

type ErasedSteps = UpdateSteps<AnyRecord, AnyRecord>

/** The `update` operation of an entity. The order of its steps is the same for every API. */
export function defineUpdate<Record extends object, Update extends object>(
  resource: Resource<Record>,
  steps: UpdateSteps<NoInfer<Record>, Update>,
): UpdateOperation<Record, Update> {
  const erased = resource as unknown as Resource
  const erasedSteps = steps as unknown as ErasedSteps
  const key = `${resource.name}.update`
  const update: UpdateOperation<AnyRecord, AnyRecord> = async (context, id, changes, options) => {
    const input = checkedChanges(context, erased, changes)
    if (!context.unrestricted && !steps.rule.allow(context.caller)) {
      throw notAllowed(context.caller, `change a ${resource.words}`)
    }
    const updated = await transact(context, key, (inside) =>
      updateInside(inside, erased, { steps: erasedSteps, id, input, options }),
    )
    const [masked] = await maskRecords(context, erased, [updated])
    return masked as AnyRecord
  }
  return update as unknown as UpdateOperation<Record, Update>
}

/** The changes in their canonical form; 422 for what no record of this kind may be changed to. */
export function checkedChanges(context: Context, resource: Resource, changes: unknown): AnyRecord {
  const mode = context.unrestricted ? 'serverUpdate' : 'update'
  const { value, errors } = validateInput(resource, mode, changes)
  if (errors.length > 0) throw invalidInput(errors)
  if (Object.keys(value).length === 0) {
    throw invalidInput([{ path: '', code: 'required', message: 'names nothing to change' }])
  }
  return value
}

/** Loads the record a write is about, under the read rule: 404 when it is not visible, 412 when it was changed. */
export async function loadForWrite(
  context: WriteContext,
  resource: Resource,
  { id, options }: { id: RecordId; options: WriteOptions | undefined },
): Promise<AnyRecord> {
  const visible = visibleRows(context, resource)
  const record = await resource.find(context.transaction, visible, id, forUpdate)
  if (!record) throw notFound(resource.words, id)
  checkVersion(resource, record, options)
  return record
}

/** 412 for a record that is not the one the caller knows. */
export function checkVersion(
  resource: Resource,
  record: AnyRecord,
  options: WriteOptions | undefined,
): void {
  if (options === undefined) return
  const version = record.version as number
  const { expectedVersions, refusedVersions, absent } = options
  if (expectedVersions && !expectedVersions.includes(version)) {
    throw new AppError('precondition_failed', {
      message: `This ${resource.words} was changed in the meantime`,
    })
  }
  if (absent || refusedVersions?.includes(version)) {
    throw new AppError('precondition_failed', {
      message: `There is such a ${resource.words}, which If-None-Match excludes`,
    })
  }
}

interface Updating {
  readonly steps: ErasedSteps
  readonly id: RecordId
  readonly input: AnyRecord
  readonly options: WriteOptions | undefined
}

async function updateInside(
  outside: WriteContext,
  resource: Resource,
  { steps, id, input, options }: Updating,
): Promise<AnyRecord> {
  const now = new Date().toISOString()
  const previous = await loadForWrite(outside, resource, { id, options })
  const context = withTenantOf(outside, resource, previous)
  const { every, own } = hooksAround(context, 'update', steps.hooks)
  const event = hookContext<AnyRecord>(context, { entity: resource.name, operation: 'update', now })
  const hooks = [every, own]
  const given = await withFiles(context, resource, { steps, id, previous, input })
  const withHooks = { hooks, event: { ...event, record: previous }, input: given }
  const values = await patched(context, resource, withHooks)
  const columns = { ...values }
  const links = takeLinks(resource, columns)
  const { changes, next, derived } = finalValues(resource, { previous, columns, now })
  const known = await knownValues(context, resource, { previous, sent: Object.keys(input) })
  const change = describeChange(
    { ...previous, ...known },
    { next, derived, links: linkNames(resource, links) },
  )
  const allowed = allOf(
    tenantRows(context, resource),
    context.unrestricted || steps.rule.where(context.caller, change),
  )
  const final: Final = { id, previous, next, change, columns, input, known, now }
  await checkFinal(context, resource, final).catch((refusal) =>
    unlessForbidden(context, resource, { id, allowed, refusal }),
  )
  const replace = own?.replace ?? every?.replace
  const updated = await writeOrReplace(context, resource, {
    writing: { id, allowed, changes, update: steps.update },
    replace: replace && (async (proceed) => replace({ ...event, record: previous, next, proceed })),
  })
  await setLinks(context, id, links)
  await checkInDatabase(context, resource, { id, previous, now })
  if (resource.files) await settleFiles(context, resource, { previous, record: updated, now })
  const what = { operation: 'update', record: updated, previous, now } as const
  await recordHistory(context, resource, what)
  tellWritten(context, { entity: resource.name, ...what })
  const changed = new Set(
    Object.keys(updated).filter((name) => !isSame(previous[name], updated[name])),
  )
  await own?.after?.({ ...event, previous, record: updated, changed })
  await every?.after?.({ ...event, previous, record: updated, changed })
  return updated
}

/** The changes with what `before` hooks lay over them. */
async function patched(
  context: WriteContext,
  resource: Resource,
  {
    hooks,
    event,
    input,
  }: {
    hooks: readonly (UpdateHooks<AnyRecord, AnyRecord> | undefined)[]
    event: HookContext<AnyRecord> & { record: AnyRecord }
    input: AnyRecord
  },
): Promise<AnyRecord> {
  let values = input
  for (const one of hooks) {
    const patch = await one?.before?.({ ...event, changes: values })
    if (patch) values = mergePatch(resource, values, { patch, mode: 'serverUpdate' })
  }
  if (!resource.files || values === input) return values
  return nameFiles(context, resource, values, { known: [event.record, input], byCaller: false })
}

/** The files that the caller names, unless the caller may not change the record anyway. */
async function withFiles(
  context: WriteContext,
  resource: Resource,
  { steps, id, previous, input }: Omit<Updating, 'options'> & { previous: AnyRecord },
): Promise<AnyRecord> {
  if (!resource.files) return input
  return nameFiles(context, resource, input, { known: [previous], byCaller: true }).catch(
    (refusal) => {
      const change = describeChange(previous, { next: previous, derived: [], links: [] })
      const mayChange = context.unrestricted || steps.rule.where(context.caller, change)
      const allowed = allOf(tenantRows(context, resource), mayChange)
      return unlessForbidden(context, resource, { id, allowed, refusal })
    },
  )
}

type Write = () => Promise<AnyRecord>

interface Writing {
  readonly id: RecordId
  readonly allowed: Sql
  readonly changes: AnyRecord
  readonly update: ErasedSteps['update']
}

/** Writes the row where the rule allows it, or lets a hook do it instead, which the rule allows as well. */
async function writeOrReplace(
  context: WriteContext,
  resource: Resource,
  {
    writing: { id, allowed, changes, update },
    replace,
  }: { writing: Writing; replace: ((write: Write) => Promise<AnyRecord>) | undefined },
): Promise<AnyRecord> {
  const refusal = () => notAllowed(context.caller, `change this ${resource.words}`)
  const write: Write = async () => {
    const updated = await takenInTenant(resource, () =>
      update(context.transaction, allowed, id, changes),
    )
    if (!updated) throw refusal()
    return updated
  }
  if (replace === undefined) return write()
  if (!(await rowExists(context, resource, { id, where: allowed }))) throw refusal()
  return replace(write)
}

interface Final {
  readonly id: RecordId
  readonly previous: AnyRecord
  readonly next: AnyRecord
  readonly change: Change<AnyRecord>
  readonly columns: AnyRecord
  readonly input: AnyRecord
  readonly known: AnyRecord
  readonly now: string
}

/** Everything that can be said of the final values before they are written. */
async function checkFinal(
  context: WriteContext,
  resource: Resource,
  { id, previous, next, change, columns, input, known, now }: Final,
): Promise<void> {
  const sent = Object.keys(input)
  checkTenantStays(resource, previous, next)
  await checkFieldRules(context, resource, { sent, id, record: previous, change })
  checkTransitions(resource, previous, next)
  checkInMemory(resource, next, { previous, now })
  if (!context.unrestricted) {
    await checkReferences(context, resource, { given: changedInput(input, known), record: next })
  }
  await checkTenantReferences(context, resource, {
    values: changedInput({ ...columns, ...keysOf(resource, next) }, previous),
    checked: context.unrestricted ? [] : sent.filter((name) => columns[name] === input[name]),
  })
}

/** Whoever may not change the record is not told how its values would have met the rules of the model. */
async function unlessForbidden(
  context: WriteContext,
  resource: Resource,
  { id, allowed, refusal }: { id: RecordId; allowed: Sql; refusal: unknown },
): Promise<never> {
  const isOfModel = refusal instanceof AppError && refusal.code === 'invalid'
  if (isOfModel && !(await rowExists(context, resource, { id, where: allowed }))) {
    throw notAllowed(context.caller, `change this ${resource.words}`)
  }
  throw refusal
}

/** What is written, and the record as it will be. */
function finalValues(
  resource: Resource,
  { previous, columns, now }: { previous: AnyRecord; columns: AnyRecord; now: string },
): { changes: AnyRecord; next: AnyRecord; derived: readonly string[] } {
  const changes: AnyRecord = { ...columns }
  if (resource.timestamps !== false) changes.updatedAt = now
  if (resource.versioned) changes.version = Number(previous.version) + 1
  const derived = resource.derive?.({ ...previous, ...changes }) ?? {}
  Object.assign(changes, derived)
  const next = withKeys(resource.columns, { ...previous, ...changes })
  refuseNewKey(resource, previous, next)
  return {
    changes,
    next,
    derived: [...Object.keys(derived), ...Object.keys(keysOf(resource, next))],
  }
}

/** What the record refers to by several fields, its own key among it. */
function keysOf({ columns }: Resource, record: AnyRecord): AnyRecord {
  const keys = columns.properties.filter((name) => columns.column(name).parts)
  return Object.fromEntries(keys.map((name) => [name, record[name]]))
}

/** Everything that speaks of a record does so by its key. */
function refuseNewKey({ columns }: Resource, previous: AnyRecord, next: AnyRecord): void {
  const { parts } = columns.column('id')
  if (!parts || previous.id === next.id) return
  const changed = parts.filter((part) => !isSame(previous[part], next[part]))
  throw invalidInput(
    changed.map((path) => ({ path, code: 'write_once', message: 'is part of the key' })),
  )
}

/** Fields the server sets by itself do not count as what a caller changes. */
const byItself = ['updatedAt', 'version']

/**
 * The stored values of what was sent, as far as the caller may read them: to be compared with. A value that is sent
 * again counts as a change where the caller may not know that it is one, who could find it out by trying otherwise.
 */
async function knownValues(
  context: WriteContext,
  resource: Resource,
  { previous, sent }: { previous: AnyRecord; sent: readonly string[] },
): Promise<AnyRecord> {
  const isRuled = sent.some((name) => resource.fieldRules?.[name]?.read !== undefined)
  const [seen = previous] = isRuled ? await maskRecords(context, resource, [previous]) : [previous]
  return Object.fromEntries(
    sent.filter((name) => name in previous).map((name) => [name, seen[name]]),
  )
}

function linkNames(resource: Resource, links: readonly Links[]): string[] {
  const relations = Object.entries(resource.relations ?? {})
  return links.flatMap(({ relation }) =>
    relations.filter(([, one]) => one === relation).map(([name]) => name),
  )
}

/** What follows from other fields is not changed by anybody either; links that are set are, whatever they were. */
function describeChange(
  previous: AnyRecord,
  {
    next,
    derived,
    links,
  }: { next: AnyRecord; derived: readonly string[]; links: readonly string[] },
): Change<AnyRecord> {
  return {
    next,
    only: (...fields) =>
      links.every((name) => fields.includes(name)) &&
      Object.keys(next).every(
        (name) =>
          fields.includes(name) ||
          byItself.includes(name) ||
          derived.includes(name) ||
          isSame(previous[name], next[name]),
      ),
  }
}

function changedInput(input: AnyRecord, previous: AnyRecord): AnyRecord {
  return Object.fromEntries(
    Object.entries(input).filter(([name, value]) => !isSame(previous[name], value)),
  )
}
