import {
  type DecidedByFlags,
  migrationFiles,
  operationWords,
  type Plan,
  planBack,
  renamedWords,
} from '../../plan/index.ts'
import { createProject, databaseFile, readDatabaseSchema } from '../../project/index.ts'
import { type Proof, proveMigration } from '../../proof/index.ts'
import type { Terminal } from '../command.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import { generateUnlocked } from '../generate-project.ts'
import { readServerSettings } from '../read-environment.ts'
import { dataScaffold } from './data-scaffold.ts'
import type { Decisions } from './decisions.ts'
import { noteApplied } from './note-applied.ts'
import type { PlannedChange } from './planned-change.ts'
import { type AdoptedProof, tryOnAdopted } from './try-on-adopted.ts'

interface SaveOptions {
  change: PlannedChange
  decisions: Decisions
  title: string
  /** With a `data.ts` to be filled in. */
  data?: boolean
  /** Called when everything is proven, right before the files are written. */
  beforeWriting?(): void
}

/** Proves the change, writes it as one migration, and brings a development database along that is ahead already. */
export async function saveMigration(
  terminal: Terminal,
  project: string,
  { change, decisions, title, data = false, beforeWriting }: SaveOptions,
): Promise<ExitCode> {
  const { model, hashes, last, plan, renamed, at } = change
  const down = wayBack(change)
  const proof = await prove(project, change, down)
  if (proof.problems.length > 0) return reportProblems(terminal, proof.problems)
  const steps = [...plan.operations.map(operationWords), ...renamed.flatMap(renamedWords)]
  const files = migrationFiles({
    plan,
    model,
    hashes,
    previous: last && { id: last.ids.at(-1) ?? '', to: last.to, ids: last.ids },
    renamed,
    down: 'hasWayBack' in proof && !proof.hasWayBack ? null : down,
    at,
    decided: decidedOf(change),
    data: data ? dataScaffold(title) : null,
    title: title || titleOf(change, steps),
  })
  if (decisions.renames.length > 0 || beforeWriting) {
    await generateUnlocked(project, { version: terminal.version, editLock: change.editLock })
  }
  beforeWriting?.()
  createProject(project, files)
  const id = files[0]?.path.split('/')[1] ?? ''
  terminal.say(`Saved migrations/${id}, ${triedOn(proof)}`)
  for (const step of steps) terminal.say(`  ${step}`)
  if (data) terminal.say(`Write what it does to the rows: migrations/${id}/data.ts`)
  else noteApplied(terminal, project, { migrations: [{ id, files }], change })
  terminal.answer({ ok: true, migration: id, steps, proof })
  return exitCode.ok
}

function decidedOf({ decided }: PlannedChange): DecidedByFlags {
  return { drops: [...decided.drops], fills: Object.fromEntries(decided.fills) }
}

function titleOf({ last }: PlannedChange, steps: readonly string[]): string {
  if (!last) return 'create'
  return steps[0] ?? (last.ids.length > 1 ? 'join branches' : 'change')
}

function wayBack({ model, last, plan, at }: PlannedChange): Plan | null {
  return last?.model ? planBack({ from: last.model, to: model, plan, at }) : null
}

function triedOn({ databases }: Proof): string {
  return databases.length > 0
    ? `tried on ${databases.join(' and ')}`
    : 'not tried: the adopted tables cannot be made in this process'
}

function prove(
  project: string,
  change: PlannedChange,
  down: Plan | null,
): Promise<Proof | AdoptedProof> {
  const { model, last, plan } = change
  if (model.entities.some(({ adopted }) => adopted)) return tryOnAdopted(project, change, down)
  const from = last?.model ?? null
  const up = { from, to: model, plan }
  const back = down && from ? [{ from: model, to: from, plan: down }] : []
  return proveMigration(project, [up, ...back])
}

function reportProblems(terminal: Terminal, problems: readonly string[]): ExitCode {
  terminal.complain('Nothing was saved: tried on tables with rows, the migration went wrong.')
  for (const problem of problems) terminal.complain(`  ${problem}`)
  terminal.answer({ ok: false, problems })
  return exitCode.problems
}

/** Whether the development database has these changes, or a part of them, already. */
export function isDatabaseAhead(project: string, { last }: PlannedChange): boolean {
  const file = databaseFile(project, readServerSettings(project).databaseUrl)
  const hashes = (file === null ? null : readDatabaseSchema(file))?.hashes ?? []
  return hashes.length > 0 && !hashes.some((hash) => last?.ends.includes(hash))
}
