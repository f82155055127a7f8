import { type Database, sql, type Transaction } from '../../database/index.ts'
import { StartupError } from '../../errors/index.ts'
import { type LoadedStep, loadDown, type MigrationProgress, runBackwards } from '../apply/index.ts'
import type { Migration } from '../history/index.ts'
import type { Alone } from '../lock/index.ts'
import { backwards, renameRecords } from '../renamed/index.ts'
import type { Script } from '../script/index.ts'
import { forgetParts, readSchemaState, recordSchema, wayBackOf } from '../state/index.ts'
import { dateKept, keptAsideBy } from './kept-aside.ts'

/** What the way back of a migration needs. */
export interface TakeBackOptions {
  readonly db: Database
  readonly alone: Alone
  /** The storages whose code may run on the tables afterwards. */
  readonly marker: readonly string[]
  onProgress(progress: MigrationProgress): void
  onLog(message: string): void
}

/** What was done. */
export interface TakenBack {
  /** The tables in which is kept what was taken away. */
  kept: readonly string[]
}

/**
 * Takes a migration back: its data step, its script, and in the last transaction its record. `null` when another
 * process was faster.
 */
export async function takeBack(
  migration: Migration,
  { marker, ...options }: TakeBackOptions,
): Promise<TakenBack | null> {
  const { id, replaces } = migration
  const script = migration.down ?? nothing(migration)
  const name = wayBackOf(id)
  let kept: readonly string[] = []
  const isDone = await runBackwards({
    ...options,
    name,
    script,
    step: await wayBackOfStep(migration),
    parts: Math.max(1, script.parts.length),
    isOver: async (db) => !(await readSchemaState(db)).applied.has(id),
    async finish(tx: Transaction) {
      for (const one of [id, ...replaces]) {
        await tx.run(sql`delete from "cambium_migrations" where "id" = ${one}`)
      }
      await renameRecords(tx, backwards(migration.renamed))
      kept = await dateKept(tx, keptAsideBy(migration))
      await forgetParts(tx, name)
      await recordSchema(tx, marker)
    },
  })
  return isDone ? { kept } : null
}

function nothing({ script }: Migration): Script {
  return { parts: [], statements: 0, foreignKeysOff: false, file: script.file }
}

async function wayBackOfStep(migration: Migration): Promise<LoadedStep | undefined> {
  const step = await loadDown(migration)
  if (step !== null) return step
  throw new StartupError(`There is no way back from ${migration.id}: its data.ts has no "down"`, {
    hint: `Write one in ${migration.dataFile}, if it loses nothing; or restore a backup.`,
  })
}
