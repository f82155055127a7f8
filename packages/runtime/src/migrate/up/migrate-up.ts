import type { Database } from '../../database/index.ts'
import { applyMigration, type MigrationProgress, recordMigration } from '../apply/index.ts'
import { backUp } from '../backup/index.ts'
import type { Migration, Resolved } from '../history/index.ts'
import { type Alone, applyAlone, retryLocked } from '../lock/index.ts'
import { createSystemTables, type Instance } from '../state/index.ts'
import { closeToOlderCode } from './contract-gate.ts'
import { planUp } from './plan-up.ts'

export interface MigrateOptions {
  /** The folder `migrations/` of the project. */
  readonly folder: string
  /** Applies this migration and what it builds on, and no other. */
  readonly to?: string | undefined
  /** `false` makes no backup before a migration that drops something; SQLite only. */
  readonly backup?: boolean
  /** Called after each migration is committed. */
  onApplied?(id: string): void
  /** Called before a migration that drops something, with the path of the backup; null on a server. */
  onBackup?(id: string, path: string | null): void
  /** Called before each statement and after each batch of rows. */
  onProgress?(progress: MigrationProgress): void
  /** Called with what a data step says. */
  onLog?(message: string): void
}

/** A migration that waits until nobody runs the code from before it. */
export interface Waiting {
  readonly migration: string
  readonly instances: readonly Instance[]
  /** The migrations that build on it and wait with it. */
  readonly behind: readonly string[]
}

/** What was done. */
export interface MigrateOutcome {
  readonly applied: readonly string[]
  readonly waiting: readonly Waiting[]
  /** The backups that were made. */
  readonly backups: readonly string[]
}

interface Work {
  readonly db: Database
  readonly alone: Alone
  readonly options: MigrateOptions
  readonly all: readonly Migration[]
  readonly applied: string[]
  readonly backups: string[]
}

/**
 * Applies the migrations that are missing, each in a transaction together with the record that it was applied, or part
 * by part where its script has parts, so that a process that is killed loses nothing and may be started again. Instances
 * that start at once wait for the one that migrates.
 */
export function migrateUp(db: Database, options: MigrateOptions): Promise<MigrateOutcome> {
  return applyAlone(db, async (alone) => {
    await retryLocked(() => createSystemTables(db))
    const { missing, all } = await planUp(db, options)
    const work: Work = { db, alone, options, all, applied: [], backups: [] }
    const waiting: { migration: string; instances: Instance[]; behind: string[] }[] = []
    for (const resolved of missing) {
      const { id, parents } = resolved.migration
      const blocker = waiting.find(({ migration, behind }) =>
        parents.some((parent) => parent === migration || behind.includes(parent)),
      )
      if (blocker) blocker.behind.push(id)
      else {
        const instances = await apply(work, resolved)
        if (instances.length > 0) waiting.push({ migration: id, instances, behind: [] })
      }
    }
    return { applied: work.applied, backups: work.backups, waiting }
  })
}

/** Applies one; the instances it waits for, when it must. */
async function apply(work: Work, { migration, how }: Resolved): Promise<Instance[]> {
  const { db, alone, options } = work
  if (how === 'record') {
    if (await recordMigration(db, migration)) done(work, migration)
    return []
  }
  if (migration.contractOf !== null) {
    const older = await closeToOlderCode(db, migration)
    if (older.length > 0) return older
  }
  if (migration.class === 'destructive') await backUpBefore(work, migration)
  const nobody = (): void => undefined
  const { onProgress = nobody, onLog = nobody } = options
  const marker = markerAfter(migration, work.all)
  if (await applyMigration(migration, { db, alone, marker, onProgress, onLog })) {
    done(work, migration)
  }
  return []
}

function done({ applied, options }: Work, { id }: Migration): void {
  applied.push(id)
  options.onApplied?.(id)
}

async function backUpBefore({ db, options, backups }: Work, { id }: Migration): Promise<void> {
  if (options.backup === false) return
  const path = await backUp(db, `before-${id}`)
  if (path !== undefined) backups.push(path)
  if (path !== undefined || db.dialect === 'postgres') options.onBackup?.(id, path ?? null)
}

/** Old code may run as well until the second half of a gradual change is applied. */
export function markerAfter({ id, from, to }: Migration, all: readonly Migration[]): string[] {
  const isFirstHalf = all.some(({ contractOf }) => contractOf === id)
  return isFirstHalf && from !== null ? [from, to] : [to]
}
