import { allOf } from '../access/index.ts'
import { keyValues, nothing, sql } from '../database/index.ts'
import { AppError, notFound } from '../errors/index.ts'
import { checkVersion } from './define-update.ts'
import type { AnyRecord } from './list-query.ts'
import type {
  CreateOperation,
  GetOperation,
  RecordId,
  UpdateOperation,
  UpsertOperation,
  WriteOptions,
} from './operation-types.ts'
import { readableField } from './readable-field.ts'
import { isSame } from './record-history.ts'
import { invalidInput } from './refusal.ts'
import type { Resource } from './resource.ts'
import { transact, type WriteContext } from './transact.ts'
import { visibleRelated } from './visible-rows.ts'

/** What `x.operations.gen.ts` supplies for an upsert. */
export interface UpsertSteps<Record, Create, Update> {
  /** The field that names one record: `id`, or one that is unique. */
  by: keyof Record & string
  get: GetOperation<Record>
  create: CreateOperation<Record, Create>
  update: UpdateOperation<Record, Update>
}

type ErasedSteps = UpsertSteps<AnyRecord, AnyRecord, AnyRecord>

const attempts = 3

/**
 * The upsert of an entity: creates the record of this name, or changes it when it is there, under the rule and with the
 * hooks of what it turns out to be. Of many that come at once one creates and the others change.
 */
export function defineUpsert<Record extends object, Create, Update>(
  resource: Resource<Record>,
  steps: UpsertSteps<NoInfer<Record>, Create, Update>,
): UpsertOperation<Record, Create> {
  const erased = resource as unknown as Resource
  const erasedSteps = steps as unknown as ErasedSteps
  const upsert: UpsertOperation<AnyRecord, AnyRecord> = async (context, name, input, options) => {
    for (let attempt = 1; ; attempt++) {
      const call = { name, input, options }
      const progress = { isCreating: false }
      try {
        return await transact(context, `${resource.name}.upsert`, (inside) =>
          upsertInside(inside, erased, { steps: erasedSteps, call, progress }),
        )
      } catch (error) {
        // Somebody else created it in the meantime: then it is there to be changed.
        const isLate = progress.isCreating && isTaken(error, namesOf(erased, steps.by))
        if (!isLate) throw error
        // It is there, and still not for this caller.
        if (attempt === attempts) throw notFound(resource.words, name)
      }
    }
  }
  return upsert as unknown as UpsertOperation<Record, Create>
}

interface Upserting {
  readonly steps: ErasedSteps
  readonly call: {
    readonly name: RecordId
    readonly input: AnyRecord
    readonly options: WriteOptions | undefined
  }
  readonly progress: { isCreating: boolean }
}

async function upsertInside(
  context: WriteContext,
  resource: Resource,
  { steps, call, progress }: Upserting,
): Promise<{ record: AnyRecord; isNew: boolean }> {
  const { name, input, options } = call
  const key = resource.columns.column(steps.by).parts && keyOf(resource, name)
  const isMade = steps.by === 'id' && !resource.brought && !key
  for (const [field, value] of Object.entries(key ?? (isMade ? {} : { [steps.by]: name }))) {
    checkName(field, value, input)
  }
  const found = await findNamed(context, resource, { by: steps.by, name })
  if (found) {
    const record = await change(context, resource, { steps, found, call })
    return { record, isNew: false }
  }
  if (options?.expectedVersions || options?.present) throw isNotThere(resource)
  progress.isCreating = true
  const named = isMade ? input : { ...input, ...(key ?? { [steps.by]: name }) }
  const withId = isMade ? { id: name } : undefined
  return { record: await steps.create(context, named, withId), isNew: true }
}

/**
 * Under the read rules: a record the caller may not see is none to be changed, and whoever may not create one learns
 * nothing of it. An id is one record's among all tenants, any other name one among those of a tenant.
 */
async function findNamed(
  context: WriteContext,
  resource: Resource,
  { by, name }: { by: string; name: RecordId },
): Promise<AnyRecord | undefined> {
  const visible = visibleRelated(context, resource)
  if (by === 'id') return resource.find(context.transaction, visible, name, nothing)
  const { columns } = resource
  const [found] = await resource.list(context.transaction, {
    visible: allOf(visible, readableField(context, resource, by)),
    filter: sql`${columns.expression(by)} = ${columns.encode(by, name)}`,
    order: columns.expression('id'),
    limit: sql`${1}`,
  })
  return found
}

/** What can be set only once is no change where the record holds it, so that the same request can be sent again. */
async function change(
  context: WriteContext,
  resource: Resource,
  { steps, found, call }: Pick<Upserting, 'steps' | 'call'> & { found: AnyRecord },
): Promise<AnyRecord> {
  const { input, options } = call
  const id = found.id as RecordId
  const isFixed = (field: string) => field === steps.by || resource.fields[field]?.writeOnce
  if (!Object.keys(input).some(isFixed)) return steps.update(context, id, input, options)
  // As the caller may see it, who could find out hidden values by trying otherwise.
  const seen = await steps.get(context, id)
  const changes = Object.entries(input).filter(
    ([field, value]) => !isFixed(field) || !isSame(seen[field], value),
  )
  if (changes.length > 0) return steps.update(context, id, Object.fromEntries(changes), options)
  checkVersion(resource, found, options)
  return seen
}

/** The fields that a key of several names; one that it is not names nothing there could be. */
function keyOf(resource: Resource, name: RecordId): AnyRecord {
  const values = keyValues(resource.columns, 'id', name)
  if (!values) throw notFound(resource.words, name)
  return values
}

function checkName(by: string, name: unknown, input: AnyRecord): void {
  if (input[by] === undefined || input[by] === name) return
  throw invalidInput([{ path: by, code: 'contradiction', message: 'must be as in the address' }])
}

/** The fields that are taken where the name is. */
function namesOf({ columns }: Resource, by: string): readonly string[] {
  return columns.column(by).parts ?? [by]
}

function isTaken(error: unknown, fields: readonly string[]): boolean {
  if (!(error instanceof AppError) || error.code !== 'conflict') return false
  return error.errors.some(({ path, code }) => fields.includes(path) && code === 'taken')
}

function isNotThere(resource: Resource): AppError {
  return new AppError('precondition_failed', { message: `There is no such ${resource.words} yet` })
}
