import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readText } from '../read/index.ts'
import { moveIfFree, moveOver } from './move-file.ts'
import { textHash } from './text-hash.ts'

const nextFolder = '.cambium/next'
const journalName = 'journal.json'

/** One file of an interrupted or running write. */
export interface JournalEntry {
  path: string
  /** Name of the staged text; `null` for a deletion. */
  staged: string | null
  before: string | null
  after: string | null
  /** Only for the deletion of a file that moved: where its text must stand first. */
  movedTo?: { path: string; hash: string }
}

/** One file that a journal is to change. */
export interface JournalFile {
  path: string
  /** Hash of the text on disk. */
  before: string | null
  /** `null` where the file goes. */
  text: string | null
  movedTo?: { path: string; hash: string }
}

/** A whole run, written down before the first file of the project changes. */
export interface Journal {
  version: 1
  entries: JournalEntry[]
}

/** Called after each step of a write, so that a test can stop the process there. */
export type StepListener = (step: string) => void

/** Stages texts in `.cambium/next/` and writes down what is to be done with them. */
export function stageJournal(
  project: string,
  files: readonly JournalFile[],
  onStep: StepListener,
): Journal {
  const folder = join(project, nextFolder)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const entries = files.map(({ path, before, text, movedTo }, index): JournalEntry => {
    const staged = text === null ? null : String(index)
    if (text !== null) writeFileSync(join(folder, String(index)), text)
    onStep(`staged ${path}`)
    const after = text === null ? null : textHash(text)
    return { path, staged, before, after, ...(movedTo && { movedTo }) }
  })
  const journal: Journal = { version: 1, entries }
  writeFileSync(join(folder, 'journal.tmp'), JSON.stringify(journal))
  renameSync(join(folder, 'journal.tmp'), join(folder, journalName))
  onStep('journal')
  return journal
}

/**
 * Moves every staged text into place, one rename a file. A file whose text is neither the old nor the new one was
 * changed by somebody in between: it is left alone and returned.
 */
export function performJournal(project: string, journal: Journal, onStep: StepListener): string[] {
  const untouched: string[] = []
  for (const entry of journal.entries) {
    if (!perform(project, entry)) untouched.push(entry.path)
    onStep(`placed ${entry.path}`)
  }
  return untouched
}

/** Forgets the journal: the run is over. */
export function closeJournal(project: string): void {
  const folder = join(project, nextFolder)
  rmSync(join(folder, journalName), { force: true })
  rmSync(folder, { recursive: true, force: true })
}

/** What a run before this one left: its journal to finish, or `null` after removing what it had only staged. */
export function openJournal(project: string): Journal | null {
  const path = join(project, nextFolder, journalName)
  if (!existsSync(path)) {
    rmSync(join(project, nextFolder), { recursive: true, force: true })
    return null
  }
  const journal: Journal = JSON.parse(readFileSync(path, 'utf8'))
  return journal
}

function perform(project: string, entry: JournalEntry): boolean {
  const { path, staged, before, after, movedTo } = entry
  const disk = readText(project, path)
  const current = disk === null ? null : textHash(disk)
  if (current === after) return true
  if (current !== before) return false
  const target = join(project, path)
  if (staged === null) {
    if (movedTo && textHash(readText(project, movedTo.path) ?? '') !== movedTo.hash) return false
    rmSync(target)
    return true
  }
  const source = join(project, nextFolder, staged)
  if (!existsSync(source)) return false
  mkdirSync(dirname(target), { recursive: true })
  return before === null ? moveIfFree(source, target) : moveOver(source, target)
}
