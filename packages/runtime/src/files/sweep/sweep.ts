import type { Database } from '../../database/index.ts'
import type { Logger } from '../../log/index.ts'
import { claimDue } from '../rows/index.ts'
import type { FileStorage } from '../storage/index.ts'
import { discardFile } from '../uploads/index.ts'
import type { FileTable } from './file-tables.ts'
import { findOrphans } from './find-orphans.ts'

/** What sweeping needs. */
export interface Sweeping {
  readonly database: Database
  readonly log: Logger
  readonly tables: readonly FileTable[]
  storage(): Promise<FileStorage>
}

const atOnce = 8

/** Deletes every file that is due; how many. One that cannot be deleted now is tried again ten minutes later. */
export async function sweepDue(sweeping: Sweeping, now: Date): Promise<number> {
  let deleted = 0
  for (;;) {
    const rows = await claimDue(sweeping.database, now)
    if (rows.length === 0) return deleted
    const waiting = [...rows]
    const work = async (): Promise<void> => {
      for (let row = waiting.pop(); row; row = waiting.pop()) {
        try {
          await discardFile(sweeping, row)
          deleted++
        } catch (error) {
          sweeping.log.warn({ err: error, file: row.id }, 'a file could not be deleted')
        }
      }
    }
    await Promise.all(Array.from({ length: atOnce }, work))
  }
}

/** Looks through all files for those that belong to nothing any more; how many were found. */
export async function sweepOrphans({ database, tables }: Sweeping, now: Date): Promise<number> {
  let found = 0
  let after: string | undefined = ''
  while (after !== undefined) {
    const searched = await findOrphans(database, tables, { after, now: now.toISOString() })
    found += searched.found
    after = searched.last
  }
  return found
}
