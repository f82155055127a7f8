import { existsSync, readdirSync, rmdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readText } from '../read/index.ts'
import { closeJournal, performJournal, type StepListener, stageJournal } from './journal.ts'
import { textHash } from './text-hash.ts'

/** One file to be changed; `null` removes it, but where it moved not before its text stands there. */
export interface ChangedFile {
  path: string
  text: string | null
  movedTo?: { path: string; text: string }
}

/**
 * Writes, moves and removes files of any owner in one step that the next run finishes when this one is interrupted.
 * Gives the files that somebody changed in between: they are left alone. The caller holds the project's lock.
 */
export function changeFiles(
  project: string,
  files: readonly ChangedFile[],
  onStep: StepListener = () => undefined,
): string[] {
  const changes = files.flatMap(({ path, text, movedTo }) => {
    const disk = readText(project, path)
    if (disk === text) return []
    const before = disk === null ? null : textHash(disk)
    const moved = movedTo && { path: movedTo.path, hash: textHash(movedTo.text) }
    return [{ path, before, text, ...(moved && { movedTo: moved }) }]
  })
  // what is removed goes last: until then every text stands in the project
  const ordered = [
    ...changes.filter(({ text }) => text !== null),
    ...changes.filter(({ text }) => text === null),
  ]
  const untouched = performJournal(project, stageJournal(project, ordered, onStep), onStep)
  closeJournal(project)
  onStep('closed')
  return untouched
}

/** Removes folders of the project that nothing is in any more, and those above them that had nothing else. */
export function removeEmptyFolders(project: string, folders: readonly string[]): void {
  for (const folder of folders) {
    for (
      let current = folder;
      current !== '.' && current !== '.cambium';
      current = dirname(current)
    ) {
      const path = join(project, current)
      if (!existsSync(path)) continue
      if (readdirSync(path).length > 0) break
      rmdirSync(path)
    }
  }
}
