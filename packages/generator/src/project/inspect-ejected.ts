import { editPatch } from './edit-patch.ts'
import { ejectedRecord, readEjectedRecord } from './ejected.ts'
import { type EmittedFile, ownedName } from './emitted-file.ts'
import type { StateFile } from './write-plan.ts'

/** A generated file whose place an owned one has taken. */
export interface EjectedFile {
  /** The generated name. */
  path: string
  /** The owned name. */
  owned: string
  /** What the generated text gained since the file was ejected, as a patch; empty when nothing. */
  missing: string
  /** What would be generated now. */
  text: string
}

/**
 * Compares what ejected files would be now with the text each came from. A file that was ejected by hand has no such
 * text yet: it is recorded now, and what changes from now on is shown. A record whose owned file is gone is removed.
 */
export function inspectEjected(
  project: string,
  emitted: readonly EmittedFile[],
  ejected: ReadonlySet<string>,
): { files: EjectedFile[]; records: StateFile[] } {
  const files: EjectedFile[] = []
  const records: StateFile[] = []
  for (const { path, text } of emitted) {
    const record = readEjectedRecord(project, path)
    if (!ejected.has(path)) {
      if (record !== null) records.push({ path: ejectedRecord(path), text: null })
      continue
    }
    if (record === null) records.push({ path: ejectedRecord(path), text })
    const owned = ownedName(path)
    files.push({ path, owned, missing: editPatch(owned, record ?? text, text), text })
  }
  return { files, records }
}
