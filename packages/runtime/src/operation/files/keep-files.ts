import { keepFiles, releaseFiles } from '../../files/index.ts'
import type { AnyRecord } from '../list-query.ts'
import { invalidInput } from '../refusal.ts'
import type { Resource } from '../resource.ts'
import type { WriteContext } from '../transact.ts'
import { filesIn } from './name-files.ts'

/**
 * Makes the files of a record that was written its own, in the same transaction, and gives up those it no longer has.
 * Refuses a file that another record took meanwhile.
 */
export async function settleFiles(
  context: WriteContext,
  resource: Resource,
  { previous, record, now }: { previous: AnyRecord | null; record: AnyRecord; now: string },
): Promise<void> {
  const recordId = String(record.id)
  for (const field of Object.keys(resource.files ?? {})) {
    const before = idsOf(previous?.[field])
    const after = idsOf(record[field])
    const added = after.filter((id) => !before.includes(id))
    const place = { entity: resource.name, recordId, field }
    const kept = await keepFiles(context.transaction, added, { place, now })
    if (kept < added.length) {
      const message = 'names a file that another record has by now'
      throw invalidInput([{ path: field, code: 'reference', message }])
    }
    const left = before.filter((id) => !after.includes(id))
    await giveUp(context, left, { recordId, now })
  }
}

/** Gives up every file of a record that was deleted, in the same transaction. */
export async function giveUpFiles(
  context: WriteContext,
  resource: Resource,
  { record, now }: { record: AnyRecord; now: string },
): Promise<void> {
  const ids = Object.keys(resource.files ?? {}).flatMap((field) => idsOf(record[field]))
  await giveUp(context, ids, { recordId: String(record.id), now })
}

async function giveUp(
  { transaction, afterCommit, services }: WriteContext,
  ids: readonly string[],
  leaving: { readonly recordId: string; readonly now: string },
): Promise<void> {
  const left = await releaseFiles(transaction, ids, leaving)
  if (left > 0) afterCommit.push(() => services.files?.sweeper.soon())
}

function idsOf(value: unknown): string[] {
  return filesIn(value).map(({ id }) => id)
}
