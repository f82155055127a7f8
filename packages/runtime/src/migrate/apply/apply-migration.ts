import { type Database, sql, type Transaction } from '../../database/index.ts'
import { now } from '../../time/index.ts'
import type { Migration } from '../history/index.ts'
import { type Alone, migrating, retryLocked, waitForOthers } from '../lock/index.ts'
import type { TransactionPart } from '../script/index.ts'
import { forgetParts, readSchemaState, recordSchema } from '../state/index.ts'
import type { MigrationProgress } from './progress.ts'
import { runParts } from './run-parts.ts'
import { runStatements } from './run-statements.ts'
import type { ScriptRun } from './script-run.ts'

/** What a migration needs to be applied. */
export interface ApplyOptions {
  readonly db: Database
  readonly alone: Alone
  /** The storages whose code may run on the tables afterwards. */
  readonly marker: readonly string[]
  onProgress(progress: MigrationProgress): void
}

/**
 * Applies a migration: in one transaction together with the record that it was applied, or part by part where its
 * script has parts. False when another process was faster.
 */
export async function applyMigration(
  migration: Migration,
  options: ApplyOptions,
): Promise<boolean> {
  const run = {
    ...options,
    name: migration.id,
    script: migration.script,
    parts: partsOf(migration),
  }
  const only = onlyPart(migration)
  if (only === undefined) await runParts(run)
  return retryLocked(() => finish(migration, { run, only, marker: options.marker }))
}

function partsOf({ script }: Migration): number {
  return Math.max(1, script.parts.length)
}

/** The one part of a script that needs no record of its parts. */
function onlyPart({ script }: Migration): TransactionPart | undefined {
  const [first, ...rest] = script.parts
  if (first === undefined)
    return { kind: 'transaction', title: null, firstStatement: 1, hash: '', statements: [] }
  return rest.length === 0 && first.kind === 'transaction' ? first : undefined
}

interface End {
  readonly run: ScriptRun
  readonly only: TransactionPart | undefined
  readonly marker: readonly string[]
}

function finish(migration: Migration, { run, only, marker }: End): Promise<boolean> {
  const foreignKeys = migration.script.foreignKeysOff ? 'off' : 'on'
  return run.db.transaction(
    async (tx) => {
      await waitForOthers(tx)
      const { applied } = await readSchemaState(tx)
      if (applied.has(migration.id)) return false
      if (only) await runStatements(tx, run, { part: only, index: 0 })
      await recordApplied(tx, migration, marker)
      return true
    },
    { ...migrating, foreignKeys },
  )
}

/** Writes down that a database has a migration, and whose code may run on it then. */
async function recordApplied(
  tx: Transaction,
  { id, hash }: Migration,
  marker: readonly string[],
): Promise<void> {
  await tx.run(sql`
    insert into "cambium_migrations" ("id", "hash", "applied_at") values (${id}, ${hash}, ${now()})
  `)
  await forgetParts(tx, id)
  await recordSchema(tx, marker)
}
