import type { Change } from '../access/index.ts'
import { AppError } from '../errors/index.ts'
import { rowExists } from './check-record.ts'
import type { AnyRecord } from './list-query.ts'
import type { RecordId } from './operation-types.ts'
import { notAllowed } from './refusal.ts'
import type { Resource } from './resource.ts'
import type { WriteContext } from './transact.ts'

/**
 * Refuses fields the caller sent but may not write, by name. On a create the rules are put to the written row, on an
 * update to the stored one with the change beside it.
 */
export async function checkFieldRules(
  context: WriteContext,
  resource: Resource,
  {
    sent,
    id,
    record,
    change,
  }: {
    sent: readonly string[]
    id: RecordId
    /** The record the rules speak of: as written on create, as stored on update. */
    record: AnyRecord
    change?: Change<AnyRecord>
  },
): Promise<void> {
  if (context.unrestricted) return
  const refused: string[] = []
  for (const field of sent) {
    const rule = resource.fieldRules?.[field]?.write
    if (!rule) continue
    let isAllowed = rule.allow(context.caller)
    if (isAllowed && rule.holds) isAllowed = rule.holds(record, context.caller)
    else if (isAllowed) {
      const where = rule.where(context.caller, change)
      isAllowed = await rowExists(context, resource, { id, where })
    }
    if (!isAllowed) refused.push(field)
  }
  if (refused.length === 0) return
  if (!context.caller.signedIn) throw notAllowed(context.caller, 'write this field')
  throw new AppError('forbidden', {
    message: `You may not write ${refused.join(', ')}`,
    errors: refused.map((path) => ({
      path,
      code: 'forbidden',
      message: 'may not be written by you',
    })),
  })
}
