import {
  footprintOf,
  type GradualPlan,
  type MigrationFile,
  migrationFiles,
  operationWords,
  planGradually,
  type Unsafe,
} from '../../plan/index.ts'
import { createProject } from '../../project/index.ts'
import { proveGradually } from '../../proof/index.ts'
import { CommandError, type Terminal } from '../command.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import { generateUnlocked } from '../generate-project.ts'
import type { Decisions } from './decisions.ts'
import { noteApplied } from './note-applied.ts'
import type { PlannedChange } from './planned-change.ts'

interface SaveOptions {
  change: PlannedChange
  decisions: Decisions
  title: string
}

/** Proves the change in two halves, with rows of old and of new code, and writes it as two migrations. */
export async function saveGradually(
  terminal: Terminal,
  project: string,
  { change, decisions, title }: SaveOptions,
): Promise<ExitCode> {
  const { model, last, at } = change
  const from = last?.model
  if (!from) {
    throw new CommandError(
      exitCode.usage,
      'The first migration cannot be gradual: no code runs yet',
    )
  }
  if ([from, model].some(({ entities }) => entities.some(({ adopted }) => adopted))) {
    throw new CommandError(
      exitCode.usage,
      'A project with adopted tables changes them by additions only, which older code can bear: save without --gradual',
    )
  }
  const plan = planGradually(from, model, { ...decisions, at })
  if (plan.unsafe.length > 0) return reportImpossible(terminal, plan.unsafe)
  const proof = await proveGradually(project, { from, to: model, plan })
  if (proof.problems.length > 0) {
    terminal.complain('Nothing was saved: tried with rows of older and newer code, it went wrong.')
    for (const problem of proof.problems) terminal.complain(`  ${problem}`)
    terminal.answer({ ok: false, problems: proof.problems })
    return exitCode.problems
  }
  const { expand, contract } = halves(change, plan, title)
  if (decisions.renames.length > 0) {
    await generateUnlocked(project, { version: terminal.version, editLock: change.editLock })
  }
  createProject(project, [...expand.files, ...contract.files])
  terminal.say(
    `Saved in two halves, tried on ${proof.databases.join(' and ')} with rows of older and newer code`,
  )
  terminal.say(`migrations/${expand.id}: older and newer code can both run after it`)
  for (const step of expand.steps) terminal.say(`  ${step}`)
  terminal.say(`migrations/${contract.id}: waits until no older code runs`)
  for (const step of contract.steps) terminal.say(`  ${step}`)
  noteApplied(terminal, project, { migrations: [expand, contract], change })
  terminal.answer({
    ok: true,
    migrations: [expand.id, contract.id],
    expand: expand.steps,
    contract: contract.steps,
    proof,
  })
  return exitCode.ok
}

interface Written {
  id: string
  files: MigrationFile[]
  steps: string[]
}

function halves(
  { model, hashes, last, at, plan, renamed }: PlannedChange,
  { expand, contract }: GradualPlan,
  title: string,
): { expand: Written; contract: Written } {
  const [opening, closing] = [expand, contract].map(({ operations, words }) => [
    ...operations.map(operationWords),
    ...words,
  ])
  const shared = { model, hashes, at, footprint: footprintOf(plan.operations) }
  const files = migrationFiles({
    ...shared,
    plan: { operations: expand.operations, unsafe: [] },
    previous: last && { id: last.ids.at(-1) ?? '', to: last.to, ids: last.ids },
    renamed,
    title: title || (opening?.[0] ?? closing?.[0] ?? 'change'),
    beside: expand,
  })
  const id = files[0]?.path.split('/')[1] ?? ''
  const contractFiles = migrationFiles({
    ...shared,
    plan: { operations: contract.operations, unsafe: [] },
    previous: { id, to: hashes.storage },
    title: '',
    contractOf: id,
    beside: contract,
  })
  return {
    expand: { id, files, steps: opening ?? [] },
    contract: { id: `${id}_contract`, files: contractFiles, steps: closing ?? [] },
  }
}

function reportImpossible(terminal: Terminal, unsafe: readonly Unsafe[]): ExitCode {
  terminal.answer({ ok: false, unsafe })
  terminal.complain('Nothing was saved: older and newer code cannot both run with this change.')
  for (const { what, why } of unsafe) terminal.complain(`  ${what} ${why}`)
  terminal.complain(
    'Change that, or save it without --gradual and stop older code before you migrate',
  )
  return exitCode.environment
}
