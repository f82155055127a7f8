import type { Transaction } from '../../database/index.ts'
import { type FileValue, fileValueOf, findWaiting, keepFiles } from '../../files/index.ts'
import type { AnyRecord, Resource } from '../../operation/index.ts'
import type { Dangling } from './write-records.ts'

/** A record whose fields for files are looked at. */
export interface WithFiles {
  readonly record: AnyRecord
  /** What was left out of it. */
  readonly emptied: Dangling[]
}

/**
 * Puts what is known of the files that records name in their place. Those that were not brought before are left out: a
 * record never names a file that is not there.
 */
export async function takeFiles(
  tx: Transaction,
  { files }: Resource,
  entries: readonly WithFiles[],
): Promise<void> {
  const names = Object.keys(files ?? {})
  const ids = entries.flatMap(({ record }) => names.flatMap((name) => idsIn(record[name])))
  if (ids.length === 0) return
  const now = new Date().toISOString()
  const rows = await findWaiting(tx, [...new Set(ids)], { now, uploader: undefined })
  const known = new Map(rows.map((row) => [row.id, fileValueOf(row)]))
  for (const { record, emptied } of entries) {
    for (const name of names) {
      const wanted = idsIn(record[name])
      const found = wanted.flatMap((id) => known.get(id) ?? [])
      for (const target of wanted) {
        if (!known.has(target)) emptied.push({ property: name, id: record.id, target })
      }
      if (wanted.length > 0) record[name] = files?.[name]?.many ? found : (found[0] ?? null)
    }
  }
}

/** Makes the files of a written record its own. */
export async function keepRecordFiles(
  tx: Transaction,
  { name: entity, files }: Resource,
  { record, id }: { readonly record: AnyRecord; readonly id: unknown },
): Promise<void> {
  const now = new Date().toISOString()
  for (const field of Object.keys(files ?? {})) {
    const place = { entity, recordId: String(id), field }
    await keepFiles(tx, idsIn(record[field]), { place, now })
  }
}

function idsIn(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value]
  return values.flatMap((one) => {
    const id: unknown = typeof one === 'string' ? one : (one as Partial<FileValue> | null)?.id
    return typeof id === 'string' ? [id.toLowerCase()] : []
  })
}
