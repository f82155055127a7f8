import { existsSync, readdirSync } from 'node:fs'
import { join, posix } from 'node:path'
import { byCodeUnit, readText } from '../read/index.ts'
import { editPatch } from './edit-patch.ts'
import type { EmittedFile } from './emitted-file.ts'
import { isGeneratedName } from './emitted-file.ts'
import { readLastText } from './last-text.ts'
import type { Manifest } from './manifest.ts'
import { hasConflictMarkers } from './merge-texts.ts'
import { textHash } from './text-hash.ts'

/** What becomes of one path. */
export interface PlanEntry {
  path: string
  /** `kept` is an owned file that exists; `refused` a generated one that a person has edited. */
  action: 'create' | 'update' | 'delete' | 'unchanged' | 'kept' | 'refused'
  /** Hash of the text on disk; `null` when there is none. */
  before: string | null
  /** The new text; `null` where the path goes. */
  text: string | null
  /** Whether the manifest answers for it. */
  generated: boolean
  /** Only for `refused`: what a person changed, as a patch. */
  patch: string
  /** Only for `refused`: false when the patch also holds what the model changed, for want of the text it was made from. */
  exact: boolean
}

/** Everything one run would do, in order of path. */
export interface WritePlan {
  entries: PlanEntry[]
  manifest: Manifest
  /** Owned files in folders that nothing is generated into any more. */
  leftovers: string[]
}

/** A file the generator keeps for itself under a name of its own: rewritten when it differs, removed for `null`. */
export interface StateFile {
  path: string
  text: string | null
}

/** What a plan is made from. */
export interface PlanInput {
  emitted: readonly EmittedFile[]
  state: readonly StateFile[]
  manifest: Manifest
}

/** Compares what is wanted with what is on disk. Reads only. */
export function planWrites(project: string, { emitted, state, manifest }: PlanInput): WritePlan {
  const wanted = new Set(emitted.map((file) => checkedPath(file).path))
  const gone = [...manifest.files.keys()].filter((path) => !wanted.has(path))
  const entries = [
    ...emitted.map((file) =>
      file.owned ? planOwned(project, file) : planGenerated(project, file, manifest),
    ),
    ...gone.flatMap((path) => planGone(project, path, manifest)),
    ...state.flatMap((file) => planState(project, file)),
  ].sort((a, b) => byCodeUnit(a.path, b.path))
  return { entries, manifest, leftovers: leftoversOf(project, gone, wanted) }
}

function checkedPath(file: EmittedFile): EmittedFile {
  const { path } = file
  if (path !== posix.normalize(path) || path.startsWith('../') || path.startsWith('/')) {
    throw new Error(`${path} is no path inside the project`)
  }
  const isOurs = isGeneratedName(path) || path.startsWith('.cambium/')
  if (!file.owned && !isOurs) throw new Error(`${path} has no generated name`)
  return file
}

function entryOf(file: EmittedFile, disk: string | null): PlanEntry {
  return {
    path: file.path,
    action: disk === null ? 'create' : 'update',
    before: disk === null ? null : textHash(disk),
    text: file.text,
    generated: file.owned !== true,
    patch: '',
    exact: true,
  }
}

function planOwned(project: string, file: EmittedFile): PlanEntry {
  const entry = entryOf(file, readText(project, file.path))
  return entry.action === 'create' ? entry : { ...entry, action: 'kept', text: null }
}

function planState(project: string, { path, text }: StateFile): PlanEntry[] {
  const disk = readText(project, path)
  const entry = entryOf({ path, text: text ?? '', owned: true }, disk)
  if (text === null) return disk === null ? [] : [{ ...entry, action: 'delete', text: null }]
  return [entry.before === textHash(text) ? { ...entry, action: 'unchanged' } : entry]
}

function planGenerated(project: string, file: EmittedFile, manifest: Manifest): PlanEntry {
  const disk = readText(project, file.path)
  const entry = entryOf(file, disk)
  if (disk === null) return entry
  if (entry.before === textHash(file.text)) return { ...entry, action: 'unchanged' }
  const known = manifest.files.get(file.path) ?? new Set()
  if (entry.before !== null && known.has(entry.before)) return entry
  // what a merge left of it is no edit, and both sides are in version control
  if (hasConflictMarkers(disk)) return entry
  return refuse(project, entry, { disk, fresh: file.text, known })
}

function planGone(project: string, path: string, manifest: Manifest): PlanEntry[] {
  const disk = readText(project, path)
  if (disk === null) return []
  const entry: PlanEntry = { ...entryOf({ path, text: '' }, disk), action: 'delete', text: null }
  const known = manifest.files.get(path) ?? new Set()
  if (entry.before !== null && known.has(entry.before)) return [entry]
  if (hasConflictMarkers(disk)) return [entry]
  return [refuse(project, entry, { disk, fresh: null, known })]
}

interface Edited {
  disk: string
  fresh: string | null
  known: ReadonlySet<string>
}

function refuse(project: string, entry: PlanEntry, { disk, fresh, known }: Edited): PlanEntry {
  const kept = readLastText(project, known)
  const exact = kept !== null || (fresh !== null && known.has(textHash(fresh)))
  const base = kept ?? fresh ?? ''
  return { ...entry, action: 'refused', patch: editPatch(entry.path, base, disk), exact }
}

function leftoversOf(project: string, gone: string[], wanted: ReadonlySet<string>): string[] {
  const folders = new Set(gone.map((path) => posix.dirname(path)))
  for (const path of wanted) folders.delete(posix.dirname(path))
  return [...folders]
    .filter((folder) => folder !== '.' && existsSync(join(project, folder)))
    .flatMap((folder) => readdirSync(join(project, folder)).map((name) => `${folder}/${name}`))
    .filter((path) => !isGeneratedName(path))
    .sort(byCodeUnit)
}
