import type { Database } from '../database/index.ts'
import { StartupError } from '../errors/index.ts'
import { applyMigration, type MigrationProgress } from './apply/index.ts'
import { type Migration, readMigrations } from './history/index.ts'
import { applyAlone, retryLocked } from './lock/index.ts'
import { createSystemTables, readSchemaState, type SchemaState } from './state/index.ts'

export interface MigrateOptions {
  /** The folder `migrations/` of the project. */
  readonly folder: string
  /** Called after each migration is committed. */
  onApplied?(id: string): void
  /** Called before each statement and after each batch of rows. */
  onProgress?(progress: MigrationProgress): void
  /** Called with what a data step says. */
  onLog?(message: string): void
}

/**
 * Applies the migrations that are missing, each in a transaction together with the record that it was applied, or part
 * by part where its script has parts, so that a process that is killed loses nothing and may be started again. Instances
 * that start at once wait for the one that migrates. Returns the ids that were applied.
 */
export async function migrate(db: Database, options: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations(options.folder, db.dialect)
  const nobody = (): void => undefined
  const { onProgress = nobody, onLog = nobody } = options
  return applyAlone(db, async (alone) => {
    await retryLocked(() => createSystemTables(db))
    const state = await readSchemaState(db)
    checkApplied(migrations, state)
    const applied: string[] = []
    for (const migration of migrations) {
      if (state.applied.has(migration.id)) continue
      const marker = [migration.to]
      if (!(await applyMigration(migration, { db, alone, marker, onProgress, onLog }))) continue
      applied.push(migration.id)
      options.onApplied?.(migration.id)
    }
    return applied
  })
}

/** Refuses to build on migrations that are not the ones that were applied. */
function checkApplied(migrations: readonly Migration[], { applied }: SchemaState): void {
  const changed = migrations.find(({ id, hash }) => (applied.get(id)?.hash ?? hash) !== hash)
  if (changed) {
    throw new StartupError(`The migration ${changed.id} was changed after it was applied`, {
      hint: `Put ${changed.script.file} and the files beside it back as they were, and make a new migration for the change.`,
    })
  }
  const known = new Set(migrations.map(({ id }) => id))
  const missing = [...applied.keys()].find((id) => !known.has(id))
  if (missing !== undefined) {
    throw new StartupError(`The database has the migration ${missing}, which this code has not`, {
      hint: 'The database belongs to newer code: use that, or restore a backup.',
    })
  }
}
