import { openReplay } from '../../drift/index.ts'
import { type Dialect, databasesOf, type Plan, planScript } from '../../plan/index.ts'
import { readHistory, readMigrationFile } from '../../project/index.ts'
import type { Proof } from '../../proof/index.ts'
import type { PlannedChange } from './planned-change.ts'

const names: Record<Dialect, string> = { sqlite: 'SQLite', postgres: 'PostgreSQL' }

/** Whether the way back can be gone, too: what others made may stand in it. */
export interface AdoptedProof extends Proof {
  hasWayBack: boolean
}

/**
 * Tries a change of adopted tables before it is written: the tables as they were adopted are made in memory, everything since is
 * applied, the change and its way back are run.
 */
export async function tryOnAdopted(
  project: string,
  { model, plan }: PlannedChange,
  down: Plan | null,
): Promise<AdoptedProof> {
  const proof: AdoptedProof = { databases: [], problems: [], hasWayBack: down !== null }
  for (const dialect of databasesOf(model)) {
    const replay = await openReplay(project, dialect)
    if (!replay) continue
    try {
      const started = await replayHistory(project, replay)
      if (!started) continue
      await replay.run(planScript(plan.operations, dialect))
      if (down) proof.hasWayBack &&= await runs(replay, planScript(down.operations, dialect))
      proof.databases.push(names[dialect])
    } catch (error) {
      proof.problems.push(`${dialect}: ${error instanceof Error ? error.message : error}`)
    } finally {
      await replay.close()
    }
  }
  return proof
}

async function runs(
  replay: { run(script: string): Promise<void> },
  script: string,
): Promise<boolean> {
  try {
    await replay.run(script)
    return true
  } catch {
    return false
  }
}

/** False where the tables that were adopted cannot be made here: they need what this process has not. */
async function replayHistory(
  project: string,
  replay: { dialect: Dialect; run(script: string): Promise<void> },
): Promise<boolean> {
  for (const { id, adopted } of readHistory(project)) {
    try {
      await replay.run(readMigrationFile(project, id, `${replay.dialect}.sql`) ?? '')
    } catch (error) {
      if (adopted) return false
      throw error
    }
  }
  return true
}
