import type { Lock } from '@cambium/model/check'
import type { ModelHashes, ModelIR } from '@cambium/model/ir'
import { readStart, type Start } from '../../branches/index.ts'
import {
  type Plan,
  planMigration,
  type RenamedNames,
  renamedNames,
  storageOf,
  throughRelations,
} from '../../plan/index.ts'
import type { MigrationRecord } from '../../project/index.ts'
import { hasErrors } from '../../read/index.ts'
import { CommandError, type Terminal } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { type Generation, generateUnlocked } from '../generate-project.ts'
import type { Decisions } from './decisions.ts'
import { followIdentities } from './follow-identities.ts'
import { readFills } from './read-fills.ts'
import { renameIdentities } from './rename-identities.ts'
import { timeAfter } from './time-after.ts'

/** What stands between the last migration and the models. */
export interface PlannedChange {
  generation: Generation
  model: ModelIR
  hashes: ModelHashes
  last: Start | null
  /** Whether there is one last migration, and its tables are those of the models already. */
  isCurrent: boolean
  plan: Plan
  /** Names that change, whether tables do or not. */
  renamed: RenamedNames[]
  /** What was decided about it, now or when it was planned before. */
  decided: Pick<Decisions, 'drops' | 'fills'>
  /** When it was planned. */
  at: Date
  /** The lock with the renames that were decided. */
  editLock(lock: Lock): Lock
}

/** What is planned again after a branch was taken away. */
export interface PlanAgain {
  /** What is left without it. */
  start: Start
  /** The model from before the branches parted. */
  base: ModelIR | null
  /** What was decided when it was planned. */
  standing: MigrationRecord['decided'][]
}

/** Reads the models and plans the change; a generation without a model when they have errors. Writes nothing. */
export async function planChange(
  terminal: Terminal,
  project: string,
  { again, ...decisions }: Decisions & { again?: PlanAgain },
): Promise<PlannedChange | Generation> {
  const last = again ? again.start : readStart(project)
  if (last && !last.model) {
    throw new CommandError(
      exitCode.problems,
      `migrations/${last.ids.at(-1)}/ir.json is missing: take it back from version control`,
    )
  }
  const editLock = (lock: Lock): Lock => {
    const released = again?.start.model
    const own = released ? followIdentities(lock, { released, base: again.base }) : lock
    return renameIdentities(own, decisions.renames, last?.model ?? null)
  }
  const generation = await generateUnlocked(project, {
    version: terminal.version,
    dryRun: true,
    editLock,
  })
  const { model, hashes } = generation
  if (!model || !hashes || (!again && hasErrors(generation.diagnostics))) {
    return generation
  }
  refuseUnknown(decisions, last?.model ?? null, model)
  const at = timeAfter(last?.ids ?? [])
  const fills = readFills(decisions.fills, model, at)
  const decided = withStanding({ ...decisions, fills }, again?.standing ?? [])
  const plan = planMigration(last?.model ?? null, model, { ...decided, at })
  // branches that stand beside each other end in a migration that joins them
  const renamed = renamedNames(last?.model ?? null, model)
  const isCurrent = last?.to === hashes.storage && last.ids.length === 1 && renamed.length === 0
  return { generation, model, hashes, last, isCurrent, plan, renamed, decided, at, editLock }
}

function withStanding(
  { drops, fills }: Decisions,
  standing: readonly MigrationRecord['decided'][],
): Pick<Decisions, 'drops' | 'fills'> {
  return {
    drops: new Set([...standing.flatMap((one) => one.drops), ...drops]),
    fills: new Map([...standing.flatMap((one) => Object.entries(one.fills)), ...fills]),
  }
}

/** A flag that decides nothing is a slip of the pen, and what was meant would be asked again. */
function refuseUnknown({ drops, fills }: Decisions, from: ModelIR | null, to: ModelIR): void {
  const before = from ? keysByName(from) : new Map<string, string>()
  const after = keysByName(to)
  const stays = new Set(after.values())
  for (const name of drops) {
    const key = before.get(name)
    if (key === undefined) throw unknownName(`Nothing of the last migration is called ${name}`)
    if (stays.has(key)) throw unknownName(`${name} is still in the model`)
  }
  for (const name of fills.keys()) {
    if (!after.has(name)) throw unknownName(`Nothing of the model is called ${name}`)
  }
}

/** A relation may keep its name and still be another column or table. */
function keysByName(model: ModelIR): ReadonlyMap<string, string> {
  const tables = storageOf(model).tables.flatMap(({ label, key, columns }): [string, string][] => [
    ...columns.map((column): [string, string] => [
      `${label}.${column.label}`,
      `${key}.${column.key}`,
    ]),
    [label, key],
  ])
  const through = throughRelations(model).map(({ label, key }): [string, string] => [label, key])
  return new Map([...tables, ...through])
}

function unknownName(message: string): CommandError {
  return new CommandError(exitCode.usage, message)
}
