import { type Database, sql, type Transaction } from '../database/index.ts'
import { StartupError } from '../errors/index.ts'
import { now } from '../time/index.ts'
import { type Alone, applyAlone } from './apply-alone.ts'
import { type Migration, readMigrations } from './read-migrations.ts'
import { lockTimeoutMs, retryLocked } from './retry-locked.ts'
import { runOutside } from './run-outside.ts'
import { readSchemaState, recordSchema, type SchemaState } from './schema-state.ts'
import { stoppedAt } from './stopped-at.ts'
import { createSystemTables } from './system-tables.ts'

export interface MigrateOptions {
  /** The folder `migrations/` of the project. */
  readonly folder: string
  /** Called after each migration is committed. */
  onApplied?(id: string): void
}

/**
 * Applies the migrations that are missing, each in a transaction together with the record that it was applied, so that
 * a process that is killed loses nothing and may be started again. Instances that start at once wait for the one that
 * migrates. Returns the ids that were applied.
 */
export async function migrate(db: Database, options: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations(options.folder, db.dialect)
  return applyAlone(db, async (alone) => {
    await retryLocked(() => createSystemTables(db))
    const state = await readSchemaState(db)
    checkApplied(migrations, state)
    const applied: string[] = []
    for (const migration of migrations) {
      if (state.applied.has(migration.id) || !(await apply(db, migration, alone))) continue
      applied.push(migration.id)
      options.onApplied?.(migration.id)
    }
    return applied
  })
}

/** Refuses to build on migrations that are not the ones that were applied. */
function checkApplied(migrations: readonly Migration[], { applied }: SchemaState): void {
  const changed = migrations.find(({ id, hash }) => (applied.get(id) ?? hash) !== hash)
  if (changed) {
    throw new StartupError(`The migration ${changed.id} was changed after it was applied`, {
      hint: `Put ${changed.file} and the files beside it back as they were, and make a new migration for the change.`,
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

/** False when another process was faster. */
async function apply(db: Database, migration: Migration, alone: Alone): Promise<boolean> {
  if (migration.outside) await runOutside(db, migration, alone)
  return retryLocked(() => applyInTransaction(db, migration))
}

function applyInTransaction(db: Database, migration: Migration): Promise<boolean> {
  return db.transaction(
    async (tx) => {
      await waitForOthers(tx)
      const { applied } = await readSchemaState(tx)
      if (applied.has(migration.id)) return false
      if (!migration.outside) await runStatements(tx, migration)
      await tx.run(sql`
        insert into "cambium_migrations" ("id", "hash", "applied_at")
        values (${migration.id}, ${migration.hash}, ${now()})
      `)
      await recordSchema(tx, migration.to)
      return true
    },
    {
      alone: true,
      timeLimitMs: 0,
      lockTimeoutMs,
      foreignKeys: migration.foreignKeysOff ? 'off' : 'on',
    },
  )
}

/** SQLite has one writer anyway; the number is any that nobody else takes. */
async function waitForOthers(tx: Transaction): Promise<void> {
  if (tx.dialect !== 'postgres') return
  await tx.all(sql`select pg_advisory_xact_lock(727262486 # hashtext(current_schema()))`)
}

async function runStatements(tx: Transaction, migration: Migration): Promise<void> {
  for (const [index, statement] of migration.statements.entries()) {
    try {
      await tx.script(statement)
    } catch (cause) {
      throw stoppedAt(migration, index, cause)
    }
  }
}
