import type { Database } from '../../database/index.ts'
import type { MigrationProgress } from '../apply/index.ts'
import { backUp } from '../backup/index.ts'
import type { Migration } from '../history/index.ts'
import { applyAlone, retryLocked } from '../lock/index.ts'
import { createSystemTables } from '../state/index.ts'
import { markerAfter } from '../up/index.ts'
import { type DownTarget, planDown } from './plan-down.ts'
import { takeBack } from './take-back.ts'

export interface DownOptions extends DownTarget {
  /** `false` makes no backup first; SQLite only. */
  readonly backup?: boolean
  /** Called after each migration is taken back, with the tables in which is kept what went with it. */
  onTakenBack?(id: string, kept: readonly string[]): void
  /** Called with the path of the backup that was made first. */
  onBackup?(id: string, path: string | null): void
  /** Called before each statement and after each batch of rows. */
  onProgress?(progress: MigrationProgress): void
  /** Called with what a data step says. */
  onLog?(message: string): void
}

/** What was taken back. */
export interface DownOutcome {
  readonly takenBack: readonly string[]
  readonly backups: readonly string[]
  /** The tables in which is kept what went. */
  readonly kept: readonly string[]
}

/**
 * Takes the newest migrations back, each in a transaction together with its record. Throws a `StartupError` before
 * anything runs where one of them has no way back.
 */
export function migrateDown(db: Database, options: DownOptions): Promise<DownOutcome> {
  const nobody = (): void => undefined
  const { onProgress = nobody, onLog = nobody } = options
  return applyAlone(db, async (alone) => {
    await retryLocked(() => createSystemTables(db))
    const { back, newest, all } = await planDown(db, options)
    const takenBack: string[] = []
    const backups: string[] = []
    const kept: string[] = []
    for (const [index, migration] of back.entries()) {
      const left = newest.filter((one) => !back.slice(0, index + 1).includes(one))
      if (index === 0) backups.push(...(await backUpFirst(db, migration, options)))
      const marker = markerOf(left[0], all)
      const done = await takeBack(migration, { db, alone, marker, onProgress, onLog })
      if (!done) continue
      takenBack.push(migration.id)
      kept.push(...done.kept)
      options.onTakenBack?.(migration.id, done.kept)
    }
    return { takenBack, backups, kept }
  })
}

/** A script that was written by hand may keep nothing aside. */
async function backUpFirst(
  db: Database,
  { id }: Migration,
  { backup, onBackup }: DownOptions,
): Promise<string[]> {
  const path = backup === false ? undefined : await backUp(db, `before-down-${id}`)
  if (path === undefined) return []
  onBackup?.(id, path)
  return [path]
}

function markerOf(newest: Migration | undefined, all: readonly Migration[]): string[] {
  return newest === undefined ? [] : markerAfter(newest, all)
}
