import {
  migrationFiles,
  needsForeignKeysOff,
  operationWords,
  type Plan,
  planMigration,
  renderPlan,
} from '../../plan/index.ts'
import {
  changeDatabase,
  createProject,
  databaseFile,
  migrationHash,
  readDatabaseSchema,
  recallModel,
  recordMigration,
} from '../../project/index.ts'
import { type Proof, proveMigration } from '../../proof/index.ts'
import type { Terminal } from '../command.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import { generateUnlocked } from '../generate-project.ts'
import { readServerSettings } from '../read-environment.ts'
import type { Decisions } from './decisions.ts'
import type { PlannedChange } from './planned-change.ts'

interface SaveOptions {
  change: PlannedChange
  decisions: Decisions
  title: string
}

/** Proves the change, writes it as one migration, and brings a development database along that is ahead already. */
export async function saveMigration(
  terminal: Terminal,
  project: string,
  { change, decisions, title }: SaveOptions,
): Promise<ExitCode> {
  const { model, hashes, last, plan, at } = change
  const down = wayBack(change)
  const proof = await prove(project, change, down)
  if (proof.problems.length > 0) return reportProblems(terminal, proof.problems)
  const steps = plan.operations.map(operationWords)
  const files = migrationFiles({
    plan,
    model,
    hashes,
    previous: last && { id: last.ids.at(-1) ?? '', to: last.to, ids: last.ids },
    down,
    at,
    title: title || titleOf(change, steps),
  })
  if (decisions.renames.length > 0) {
    await generateUnlocked(project, { version: terminal.version, editLock: change.editLock })
  }
  createProject(project, files)
  const id = files[0]?.path.split('/')[1] ?? ''
  terminal.say(`Saved migrations/${id}, tried on ${proof.databases.join(' and ')}`)
  for (const step of steps) terminal.say(`  ${step}`)
  noteApplied(terminal, project, { id, files, change, decisions })
  terminal.answer({ ok: true, migration: id, steps, proof })
  return exitCode.ok
}

function titleOf({ last }: PlannedChange, steps: readonly string[]): string {
  if (!last) return 'create'
  return steps[0] ?? (last.ids.length > 1 ? 'join branches' : 'change')
}

/** The plan back to the last migration, where nothing that is put in meanwhile would have to go. */
function wayBack({ model, last }: PlannedChange): Plan | null {
  if (!last?.model) return null
  const down = planMigration(model, last.model)
  return down.unsafe.length === 0 ? down : null
}

function prove(
  project: string,
  { model, last, plan }: PlannedChange,
  down: Plan | null,
): Promise<Proof> {
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

interface Saved {
  id: string
  files: readonly { path: string; text: string }[]
  change: PlannedChange
  decisions: Decisions
}

/** The development database may have these changes, or a part of them, already: made by `cambium dev`. */
function noteApplied(terminal: Terminal, project: string, saved: Saved): void {
  const { id, change, decisions } = saved
  const file = databaseFile(project, readServerSettings(project).databaseUrl)
  const schema = file === null ? null : readDatabaseSchema(file)
  if (file === null || !schema?.hash || schema.applied.includes(id)) return
  const to = change.hashes.storage
  if (change.last?.ends.includes(schema.hash) && schema.hash !== to) return
  if (schema.hash !== to) {
    const model = recallModel(project, schema.hash)
    const rest = model && planMigration(model, change.model, { ...decisions, at: change.at })
    if (!rest || rest.unsafe.length > 0) return
    const statements = renderPlan(rest.operations, 'sqlite')
    changeDatabase(file, { statements, foreignKeysOff: needsForeignKeysOff(rest.operations), to })
  }
  recordMigration(file, { id, hash: hashOf(saved.files) })
  terminal.say('The development database has it already')
}

function hashOf(files: Saved['files']): string {
  return migrationHash((name) => files.find(({ path }) => path.endsWith(`/${name}`))?.text ?? null)
}
