import type { Lock } from '@cambium/model/check'
import type { ModelHashes, ModelIR } from '@cambium/model/ir'
import { type Plan, planMigration } from '../../plan/index.ts'
import { lastMigration, type SavedMigration } from '../../project/index.ts'
import { CommandError, type Terminal } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { type Generation, generateUnlocked } from '../generate-project.ts'
import type { Decisions } from './decisions.ts'
import { renameIdentities } from './rename-identities.ts'

/** What stands between the last migration and the models. */
export interface PlannedChange {
  generation: Generation
  model: ModelIR
  hashes: ModelHashes
  last: SavedMigration | null
  /** Whether the tables of the last migration are those of the models already. */
  isCurrent: boolean
  plan: Plan
  /** When it was planned. */
  at: Date
  /** The lock with the renames that were decided. */
  editLock(lock: Lock): Lock
}

/** Reads the models and plans the change; a generation without a model when they have errors. Writes nothing. */
export async function planChange(
  terminal: Terminal,
  project: string,
  decisions: Decisions,
): Promise<PlannedChange | Generation> {
  const last = lastMigration(project)
  if (last && !last.model) {
    throw new CommandError(
      exitCode.problems,
      `migrations/${last.id}/ir.json is missing: take it back from version control`,
    )
  }
  const editLock = (lock: Lock): Lock =>
    renameIdentities(lock, decisions.renames, last?.model ?? null)
  const generation = await generateUnlocked(project, {
    version: terminal.version,
    dryRun: true,
    editLock,
  })
  const { model, hashes } = generation
  if (!model || !hashes) return generation
  const at = new Date()
  const plan = planMigration(last?.model ?? null, model, { ...decisions, at })
  const isCurrent = last?.to === hashes.storage
  return { generation, model, hashes, last, isCurrent, plan, at, editLock }
}
