import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Outcome } from '../outcome.ts'
import { createSmallDisk } from '../server/index.ts'
import { tryDisk } from './disk-phases.ts'

const diskBytes = 8 * 1_048_576

/** Fills a small disk to the last byte while the shop is served from it, and empties it again. */
export async function tryFullDisk(): Promise<Outcome> {
  const disk = createSmallDisk(diskBytes)
  if (disk === undefined) {
    const value = 'skipped: only root may mount a small disk'
    return { rows: [{ what: 'full disk', value }], failures: [] }
  }
  const ballast = join(disk.folder, 'ballast')
  try {
    return await tryDisk(join(disk.folder, 'app.db'), {
      name: 'full disk',
      statuses: [507],
      begin: () => fill(ballast),
      end: () => rmSync(ballast),
    })
  } finally {
    disk.remove()
  }
}

function fill(ballast: string): void {
  const file = openSync(ballast, 'w')
  const block = Buffer.alloc(4_096)
  try {
    for (;;) writeSync(file, block)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  } finally {
    closeSync(file)
  }
}
