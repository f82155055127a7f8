import { type Database, sql, type Transaction } from '../../database/index.ts'
import { now } from '../../time/index.ts'
import type { Migration } from '../history/index.ts'
import { type Alone, migrating, waitForOthers } from '../lock/index.ts'
import { renameRecords } from '../renamed/index.ts'
import { forgetParts, readSchemaState, recordSchema } from '../state/index.ts'
import { loadUp } from './loaded-step.ts'
import type { MigrationProgress } from './progress.ts'
import { runScript } from './run-script.ts'

/** What a migration needs to be applied. */
export interface ApplyOptions {
  readonly db: Database
  readonly alone: Alone
  /** The storages whose code may run on the tables afterwards. */
  readonly marker: readonly string[]
  onProgress(progress: MigrationProgress): void
  onLog(message: string): void
}

/**
 * Applies a migration: in one transaction together with the record that it was applied, or part by part where its
 * script has parts. False when another process was faster.
 */
export async function applyMigration(
  migration: Migration,
  { marker, ...options }: ApplyOptions,
): Promise<boolean> {
  const { id, script } = migration
  const step = await loadUp(migration)
  return runScript({
    ...options,
    name: id,
    script,
    step,
    parts: Math.max(1, script.parts.length + (step ? 1 : 0)),
    isOver: async (db) => (await readSchemaState(db)).applied.has(id),
    async finish(tx) {
      await insertApplied(tx, migration)
      await renameRecords(tx, migration.renamed)
      await forgetParts(tx, id)
      await recordSchema(tx, marker)
    },
  })
}

/** Writes down that a database has a migration whose work others did. False when it knew. */
export function recordMigration(db: Database, migration: Migration): Promise<boolean> {
  return db.transaction(async (tx) => {
    await waitForOthers(tx)
    if ((await readSchemaState(tx)).applied.has(migration.id)) return false
    await insertApplied(tx, migration)
    return true
  }, migrating)
}

async function insertApplied(tx: Transaction, { id, hash }: Migration): Promise<void> {
  await tx.run(sql`
    insert into "cambium_migrations" ("id", "hash", "applied_at") values (${id}, ${hash}, ${now()})
  `)
}
