import type { Outcome, Trial } from '../outcome.ts'
import { tryDamagedFiles } from './damaged-file.ts'
import { tryFullDisk } from './full-disk.ts'
import { tryReadOnlyFile } from './read-only-file.ts'

/** Disks that are full, files that cannot be written, files that are damaged. */
export const diskTrial: Trial = {
  name: 'disk',
  shows: 'a full disk, files that cannot be written, and files that are damaged',
  async run() {
    const outcomes: Outcome[] = []
    for (const part of [tryFullDisk, tryReadOnlyFile, tryDamagedFiles]) outcomes.push(await part())
    return {
      rows: outcomes.flatMap(({ rows }) => rows),
      failures: outcomes.flatMap(({ failures }) => failures),
    }
  },
}
