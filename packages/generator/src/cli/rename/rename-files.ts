import { printLock } from '@cambium/model/check'
import {
  type ChangedFile,
  ejectedRecord,
  generatedName,
  readEjectedRecord,
} from '../../project/index.ts'
import { lockFile, readText } from '../../read/index.ts'
import type { Owned } from './find-owned.ts'
import type { RenamePlan } from './plan-rename.ts'
import { recordEdits } from './record-edits.ts'
import { applyEdits } from './text-edit.ts'

/** One file of a rename. */
export interface RenamedFile {
  from: string
  to: string
  before: string
  after: string
}

/** Every file that changes or moves, the lock last. */
export function renamedFiles(
  project: string,
  { plan, owned, editOwned }: { plan: RenamePlan; owned: Owned; editOwned: boolean },
): RenamedFile[] {
  const texts = new Map(plan.models.map(({ path, text }) => [path, text]))
  for (const { path, text } of owned.files) {
    const proven = editOwned ? (owned.proven.get(path) ?? []) : []
    const edits = [...(owned.imports.get(path) ?? []), ...proven]
    if (edits.length === 0) continue
    texts.set(path, applyEdits(text, edits))
    const record = ejectedRecord(generatedName(path))
    const origin = readEjectedRecord(project, generatedName(path))
    if (origin !== null) texts.set(record, applyEdits(origin, recordEdits(text, origin, edits)))
  }
  const paths = new Set([...texts.keys(), ...plan.moves.files.keys()])
  const files = [...paths].sort().map((from): RenamedFile => {
    const before = readText(project, from) ?? ''
    const to = plan.moves.files.get(from) ?? from
    return { from, to, before, after: texts.get(from) ?? before }
  })
  const lock = readText(project, lockFile) ?? ''
  return [...files, { from: lockFile, to: lockFile, before: lock, after: printLock(plan.lock) }]
}

/** The files as they are written: what moves is written in its new place and removed from the old one. */
export function asChangedFiles(files: readonly RenamedFile[]): ChangedFile[] {
  const gone = files.filter(({ from, to }) => from !== to)
  return [
    ...files.map(({ to, after }) => ({ path: to, text: after })),
    ...gone.map(({ from, to, after }) => ({
      path: from,
      text: null,
      movedTo: { path: to, text: after },
    })),
  ]
}
