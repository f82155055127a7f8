import {
  type AclSubject,
  accessListOf,
  grantAccess,
  type ListedAccess,
  revokeAccess,
} from '../../access/index.ts'
import type { AppError } from '../../errors/index.ts'
import { rowExists } from '../check-record.ts'
import type { Context } from '../context.ts'
import { loadForWrite } from '../define-update.ts'
import type { RecordId } from '../operation-types.ts'
import { notAllowed } from '../refusal.ts'
import type { Resource } from '../resource.ts'
import { transact, type WriteContext } from '../transact.ts'

/** Which entries are meant: those with this subject and this right, where they are given. */
export interface AccessFilter {
  readonly subject?: AclSubject
  readonly right?: string
}

/** The access list of a record, for those who may share it. */
export function listAccess<Record extends object>(
  context: Context,
  resource: Resource<Record>,
  id: RecordId,
): Promise<ListedAccess[]> {
  return shared(context, resource, { id, change: async () => undefined })
}

/** Makes the access list of a record exactly these entries, and gives it back. */
export function setAccess<Record extends object>(
  context: Context,
  resource: Resource<Record>,
  { id, entries }: { id: RecordId; entries: readonly ListedAccess[] },
): Promise<ListedAccess[]> {
  const isWanted = (entry: ListedAccess): boolean =>
    entries.some((wanted) => JSON.stringify(wanted) === JSON.stringify(entry))
  return shared(context, resource, {
    id,
    async change({ transaction }, list) {
      const record = { entity: resource.name, id }
      for (const entry of list.filter((one) => !isWanted(one))) {
        await revokeAccess(transaction, { ...record, ...entry })
      }
      for (const entry of entries) await grantAccess(transaction, { ...record, ...entry })
    },
  })
}

/** Takes entries out of the access list of a record, and gives back what is left. */
export function removeAccess<Record extends object>(
  context: Context,
  resource: Resource<Record>,
  { id, wanted }: { id: RecordId; wanted: AccessFilter },
): Promise<ListedAccess[]> {
  const { subject, right } = wanted
  const isMeant = (entry: ListedAccess): boolean =>
    (subject === undefined || JSON.stringify(subject) === JSON.stringify(entry.subject)) &&
    (right === undefined || right === entry.right)
  return shared(context, resource, {
    id,
    async change({ transaction }, list) {
      for (const entry of list.filter(isMeant)) {
        await revokeAccess(transaction, { entity: resource.name, id, ...entry })
      }
    },
  })
}

interface Sharing {
  readonly id: RecordId
  change(context: WriteContext, list: readonly ListedAccess[]): Promise<void>
}

/** Does the work for who may share the record, which nobody else changes meanwhile. What they may not read is not there. */
function shared<Record extends object>(
  context: Context,
  resource: Resource<Record>,
  { id, change }: Sharing,
): Promise<ListedAccess[]> {
  const erased = resource as unknown as Resource
  return transact(context, `${resource.name}.share`, async (inside) => {
    await checkMayShare(inside, erased, id)
    const record = { entity: resource.name, id }
    await change(inside, await accessListOf(inside.transaction, record))
    return accessListOf(inside.transaction, record)
  })
}

async function checkMayShare(
  context: WriteContext,
  resource: Resource,
  id: RecordId,
): Promise<void> {
  const { share } = resource
  const refusal = (): AppError => notAllowed(context.caller, `share this ${resource.words}`)
  if (!context.unrestricted && !share?.allow(context.caller)) throw refusal()
  await loadForWrite(context, resource, { id, options: undefined })
  if (context.unrestricted || share === undefined) return
  const where = share.where(context.caller)
  if (!(await rowExists(context, resource, { id, where }))) throw refusal()
}
