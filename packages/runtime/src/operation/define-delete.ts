import { allOf, type Rule, revokeAllAccess } from '../access/index.ts'
import type { Queryable, Sql } from '../database/index.ts'
import type { DeleteHooks } from '../hooks/index.ts'
import { rowExists } from './check-record.ts'
import { loadForWrite } from './define-update.ts'
import { giveUpFiles } from './files/index.ts'
import { hooksAround } from './hooks-around.ts'
import type { AnyRecord } from './list-query.ts'
import type { DeleteOperation, RecordId, WriteOptions } from './operation-types.ts'
import { recordHistory } from './record-history.ts'
import { notAllowed } from './refusal.ts'
import type { Resource } from './resource.ts'
import { hookContext } from './run-hooks.ts'
import { tellWritten } from './sending/index.ts'
import { tenantRows, withTenantOf } from './tenancy/index.ts'
import { transact, type WriteContext } from './transact.ts'

/** What `x.operations.gen.ts` supplies for `delete`. */
export interface DeleteSteps<Record> {
  rule: Rule<Record>
  hooks?: DeleteHooks<Record> | undefined
  /** Takes the row away, or marks it deleted at `now` for an entity with soft delete. */
  delete(db: Queryable, allowed: Sql, id: RecordId, now: string): Promise<Record | undefined>
}

type ErasedSteps = DeleteSteps<AnyRecord>

/** The `delete` operation of an entity. The order of its steps is the same for every API. */
export function defineDelete<Record extends object>(
  resource: Resource<Record>,
  steps: DeleteSteps<NoInfer<Record>>,
): DeleteOperation<Record> {
  const erased = resource as unknown as Resource
  const erasedSteps = steps as unknown as ErasedSteps
  const key = `${resource.name}.delete`
  return async (context, id, options) => {
    if (!context.unrestricted && !steps.rule.allow(context.caller)) {
      throw notAllowed(context.caller, `delete a ${resource.words}`)
    }
    await transact(context, key, (inside) =>
      deleteInside(inside, erased, { steps: erasedSteps, id, options }),
    )
  }
}

async function deleteInside(
  outside: WriteContext,
  resource: Resource,
  { steps, id, options }: { steps: ErasedSteps; id: RecordId; options: WriteOptions | undefined },
): Promise<void> {
  const now = new Date().toISOString()
  const record = await loadForWrite(outside, resource, { id, options })
  const context = withTenantOf(outside, resource, record)
  const { every, own } = hooksAround(context, 'delete', steps.hooks)
  const event = hookContext<AnyRecord>(context, { entity: resource.name, operation: 'delete', now })
  await every?.before?.({ ...event, record })
  await own?.before?.({ ...event, record })
  const allowed = allOf(
    tenantRows(context, resource),
    context.unrestricted || steps.rule.where(context.caller),
  )
  const refusal = () => notAllowed(context.caller, `delete this ${resource.words}`)
  const remove = async (): Promise<void> => {
    if (!(await steps.delete(context.transaction, allowed, id, now))) throw refusal()
    if (resource.files && !resource.softDelete)
      await giveUpFiles(context, resource, { record, now })
  }
  const replace = own?.replace ?? every?.replace
  if (replace) {
    if (!(await rowExists(context, resource, { id, where: allowed }))) throw refusal()
    await replace({ ...event, record, next: remove })
  } else {
    await remove()
  }
  if (resource.accessList && !resource.softDelete) {
    await revokeAllAccess(context.transaction, { entity: resource.name, id })
  }
  const what = { operation: 'delete', record, previous: null, now } as const
  await recordHistory(context, resource, what)
  tellWritten(context, { entity: resource.name, ...what })
  await own?.after?.({ ...event, record })
  await every?.after?.({ ...event, record })
}
