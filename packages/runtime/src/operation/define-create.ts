import { type Caller, type Rule, revokeAllAccess } from '../access/index.ts'
import { type Queryable, withKeys } from '../database/index.ts'
import type { CreateHooks, HookContext } from '../hooks/index.ts'
import { validateInput } from '../schema/index.ts'
import { checkFieldRules } from './check-field-rules.ts'
import { checkInDatabase, checkInitial, checkInMemory, rowExists } from './check-record.ts'
import type { Context } from './context.ts'
import { nameFiles, settleFiles } from './files/index.ts'
import { hooksAround } from './hooks-around.ts'
import { checkReferences, type Links, setLinks, takeLinks } from './link-relations.ts'
import type { AnyRecord } from './list-query.ts'
import { maskRecords } from './mask-records.ts'
import { mergePatch } from './merge-patch.ts'
import type { CreateOperation, RecordId } from './operation-types.ts'
import { recordHistory } from './record-history.ts'
import { invalidInput, notAllowed } from './refusal.ts'
import type { Resource } from './resource.ts'
import { hookContext } from './run-hooks.ts'
import { tellWritten } from './sending/index.ts'
import {
  checkTenantReferences,
  checkTenantStays,
  takenInTenant,
  tenantOfNew,
  withTenantOf,
} from './tenancy/index.ts'
import { transact, type WriteContext } from './transact.ts'

/** What `x.operations.gen.ts` supplies for `create`. */
export interface CreateSteps<Record, Create> {
  rule: Rule<Record>
  hooks?: CreateHooks<Record, Create> | undefined
  /** The complete record: what was given, and defaults for the rest. */
  record(event: {
    input: Create & Partial<Record>
    caller: Caller
    now: string
    /** The id of the tenant the record will belong to; empty for an entity without. */
    tenant: string
  }): Record
  insert(db: Queryable, record: Record): Promise<Record | undefined>
}

const maxIdLength = 255

type ErasedSteps = CreateSteps<AnyRecord, AnyRecord>

/** Makes a complete record of what was given, as `create` does: defaults, slugs and the like for the rest. */
export type RecordMaker = ErasedSteps['record']

const makers = new WeakMap<object, RecordMaker>()

/** What an operation of `defineCreate` makes its records with. */
export function recordMakerOf(create: CreateOperation<AnyRecord, AnyRecord>): RecordMaker {
  const maker = makers.get(create)
  if (!maker) throw new TypeError('This operation was not made by defineCreate')
  return maker
}

/** The `create` operation of an entity. The order of its steps is the same for every API. */
export function defineCreate<Record extends object, Create extends object>(
  resource: Resource<Record>,
  steps: CreateSteps<NoInfer<Record>, Create>,
): CreateOperation<Record, Create> {
  const erased = resource as unknown as Resource
  const erasedSteps = steps as unknown as ErasedSteps
  const key = `${resource.name}.create`
  const create: CreateOperation<AnyRecord, AnyRecord> = async (context, input, options) => {
    const checked = context.unrestricted
      ? validateServerInput(erased, input)
      : validateInput(erased, 'create', input)
    if (checked.errors.length > 0) throw invalidInput(checked.errors)
    if (options !== undefined) checked.value.id = chosenId(erased, options.id)
    if (!context.unrestricted) {
      if (!steps.rule.allow(context.caller)) {
        throw notAllowed(context.caller, `create a ${resource.words}`)
      }
      checkInitial(erased, checked.value)
    }
    const created = await transact(context, key, (inside) =>
      createInside(inside, erased, { steps: erasedSteps, input: checked.value }),
    )
    const [masked] = await maskRecords(context, erased, [created])
    return masked as AnyRecord
  }
  makers.set(create, erasedSteps.record)
  return create as unknown as CreateOperation<Record, Create>
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/
const nanoid = /^[\w-]{21}$/

/** An id that came from outside must be one the server could have made. */
function chosenId(resource: Resource, id: RecordId): RecordId {
  const isText = typeof id === 'string'
  if (isText && (resource.key === 'nanoid' ? nanoid : uuid).test(id)) return id
  const words = resource.key === 'nanoid' ? '21 letters, digits, - and _' : 'a UUID'
  throw invalidInput([{ path: 'id', code: 'format', message: `must be ${words}` }])
}

/** Server code may bring the id too, unless the database counts it: a user's from an identity provider, a seed's fixed one. */
function validateServerInput(
  resource: Resource,
  input: AnyRecord,
): ReturnType<typeof validateInput> {
  if (input.id === undefined || resource.key === 'integer' || resource.brought) {
    return validateInput(resource, 'serverCreate', input)
  }
  const { id, ...rest } = input
  const { value, errors } = validateInput(resource, 'serverCreate', rest)
  const isId = typeof id === 'string' && id.length > 0 && id.length <= maxIdLength
  if (isId) return { value: { ...value, id }, errors }
  const message = `must be text of 1 to ${maxIdLength} characters`
  return { value, errors: [{ path: 'id', code: 'type', message }, ...errors] }
}

async function createInside(
  outside: WriteContext,
  resource: Resource,
  { steps, input }: { steps: ErasedSteps; input: AnyRecord },
): Promise<AnyRecord> {
  const now = new Date().toISOString()
  const tenant = tenantOfNew(outside, resource, input)
  const context = tenant === '' ? outside : { ...outside, tenant, isCrossTenant: false }
  const sent = Object.keys(input)
  const { every, own } = hooksAround(context, 'create', steps.hooks)
  const event = hookContext<AnyRecord>(context, { entity: resource.name, operation: 'create', now })
  let values = await withFiles(context, resource, { values: input, named: null })
  const named = values
  for (const hooks of [every, own]) {
    const patch = await hooks?.before?.({ ...event, input: values })
    if (patch) values = mergePatch(resource, values, { patch, mode: 'serverUpdate' })
  }
  values = await withFiles(context, resource, { values, named })
  const columns = { ...values }
  const links = takeLinks(resource, columns)
  let record = steps.record({ input: columns, caller: context.caller, now, tenant })
  record = withKeys(resource.columns, record)
  if (resource.derive) record = { ...record, ...resource.derive(record) }
  checkInMemory(resource, record, { previous: null, now })
  checkRuleInMemory(context, resource, { rule: steps.rule, record })
  await checkGiven(context, resource, { values, sent, record })
  const created = await insertOrReplace(context, resource, {
    steps,
    event,
    record,
    replace: own?.replace ?? every?.replace,
  })
  // A tenant that was just created is the one that all which follows is for.
  const after = resource.tenant === 'id' ? withTenantOf(context, resource, created) : context
  await checkWritten(after, resource, { rule: steps.rule, created, sent, links, now })
  if (resource.files) await settleFiles(after, resource, { previous: null, record: created, now })
  const what = { operation: 'create', record: created, previous: null, now } as const
  await recordHistory(after, resource, what)
  tellWritten(after, { entity: resource.name, ...what })
  const done = after === context ? event : hookContext<AnyRecord>(after, event)
  await own?.after?.({ ...done, input: values, record: created })
  await every?.after?.({ ...done, input: values, record: created })
  return created
}

/** The files among the values: those the caller named, and once they are, those that hooks name. */
async function withFiles(
  context: WriteContext,
  resource: Resource,
  { values, named }: { values: AnyRecord; named: AnyRecord | null },
): Promise<AnyRecord> {
  if (!resource.files || values === named) return values
  return nameFiles(context, resource, values, {
    known: named ? [named] : [],
    byCaller: named === null,
  })
}

/** What the record refers to: the caller may read it, and it is of the same tenant. */
async function checkGiven(
  context: WriteContext,
  resource: Resource,
  { values, sent, record }: { values: AnyRecord; sent: readonly string[]; record: AnyRecord },
): Promise<void> {
  const given = context.unrestricted ? {} : pick(values, sent)
  await checkReferences(context, resource, { given, record })
  await checkTenantReferences(context, resource, {
    values: record,
    checked: Object.keys(given).filter((name) => given[name] === record[name]),
  })
}

function checkRuleInMemory(
  context: Context,
  resource: Resource,
  { rule, record }: { rule: Rule<AnyRecord>; record: AnyRecord },
): void {
  if (context.unrestricted || !rule.holds) return
  if (!rule.holds(record, context.caller)) {
    throw notAllowed(context.caller, `create this ${resource.words}`)
  }
}

async function insertOrReplace(
  context: WriteContext,
  resource: Resource,
  {
    steps,
    event,
    record,
    replace,
  }: {
    steps: ErasedSteps
    event: HookContext<AnyRecord>
    record: AnyRecord
    replace: CreateHooks<AnyRecord, AnyRecord>['replace']
  },
): Promise<AnyRecord> {
  const insert = async (changed: AnyRecord = record): Promise<AnyRecord> => {
    checkTenantStays(resource, record, changed)
    const inserted = await takenInTenant(resource, () => steps.insert(context.transaction, changed))
    if (!inserted) throw new Error('The insert returned no row')
    return inserted
  }
  return replace ? replace({ ...event, record, next: insert }) : insert()
}

/** What can only be decided on the written row: links, and rules and checks that need related rows. */
async function checkWritten(
  context: WriteContext,
  resource: Resource,
  {
    rule,
    created,
    sent,
    links,
    now,
  }: {
    rule: Rule<AnyRecord>
    created: AnyRecord
    sent: readonly string[]
    links: readonly Links[]
    now: string
  },
): Promise<void> {
  const id = created.id as RecordId
  if (resource.accessList && mayComeAgain(resource)) {
    await revokeAllAccess(context.transaction, { entity: resource.name, id })
  }
  await setLinks(context, id, links)
  if (!context.unrestricted && !rule.holds) {
    const where = rule.where(context.caller)
    if (!(await rowExists(context, resource, { id, where }))) {
      throw notAllowed(context.caller, `create this ${resource.words}`)
    }
  }
  await checkFieldRules(context, resource, { sent, id, record: created })
  await checkInDatabase(context, resource, { id, previous: null, now })
}

/** Where a database counts ids, or callers bring them, that of a deleted record may be given once more. */
function mayComeAgain({ key, brought, columns }: Resource): boolean {
  return key === 'integer' || brought === true || columns.column('id').parts !== undefined
}

function pick(values: AnyRecord, names: readonly string[]): AnyRecord {
  return Object.fromEntries(names.map((name) => [name, values[name]]))
}
