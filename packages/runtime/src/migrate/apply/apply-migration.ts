import { type Database, sql } from '../../database/index.ts'
import { now } from '../../time/index.ts'
import type { Migration } from '../history/index.ts'
import type { Alone } from '../lock/index.ts'
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
  const { id, hash, script } = migration
  const step = await loadUp(migration)
  return runScript({
    ...options,
    name: id,
    script,
    step,
    parts: Math.max(1, script.parts.length + (step ? 1 : 0)),
    isOver: async (db) => (await readSchemaState(db)).applied.has(id),
    async finish(tx) {
      await tx.run(sql`
        insert into "cambium_migrations" ("id", "hash", "applied_at") values (${id}, ${hash}, ${now()})
      `)
      await forgetParts(tx, id)
      await recordSchema(tx, marker)
    },
  })
}
