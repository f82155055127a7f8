import { type Dialect, renamedWords } from '../../plan/index.ts'
import { databaseFile, withProjectLock } from '../../project/index.ts'
import { canAsk } from '../ask.ts'
import { createChoose } from '../choose.ts'
import { type Command, CommandError, type CommandInput, type Terminal } from '../command.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import type { Generation } from '../generate-project.ts'
import {
  adoptDatabase,
  askDecisions,
  checkAction,
  checkDatabase,
  type Decisions,
  type PlannedChange,
  passedOn,
  planChange,
  plannedSteps,
  readDecisions,
  rebaseBranch,
  reportStatus,
  reportUnsafe,
  runMigrateProgram,
  saveChange,
  showPlan,
  squashMigrations,
} from '../migrate/index.ts'
import { readServerSettings } from '../read-environment.ts'
import { reportGeneration } from '../report-generation.ts'
import { requireProject } from '../require-project.ts'

/** `cambium migrate`: from what changed in the models to tables that follow, and whether they do. */
export const migrate: Command = async (terminal, input) => {
  const [action = '', ...words] = input.names
  checkAction(action, input)
  const title = words.join(' ')
  const decisions = readDecisions(input)
  const ignore = listOf(input.flags.ignore)
  const project = requireProject(terminal.cwd)
  switch (action) {
    case 'up':
    case 'down':
    case 'purge':
      return runMigrateProgram(project, [action, ...passedOn(input)])
    case 'check':
      return checkDatabase(terminal, project, ignore)
  }
  return withProjectLock(project, async () => {
    switch (action) {
      case 'adopt':
        return adoptDatabase(terminal, project, { ignore, to: textOf(input.flags.to) })
      case 'rebase':
        return rebaseBranch(terminal, project, { decisions, onto: textOf(input.flags.onto) })
      case 'squash':
        return squashMigrations(terminal, project, {
          decisions,
          from: textOf(input.flags.from),
          title,
        })
      default:
        return withChange(terminal, project, { input, decisions, title })
    }
  })
}

interface Work {
  input: CommandInput
  decisions: Decisions
  title: string
}

/** What starts with the difference between the models and the last migration. */
async function withChange(
  terminal: Terminal,
  project: string,
  { input, decisions: flags, title }: Work,
): Promise<ExitCode> {
  const [action] = input.names
  const data = input.flags.data === true
  const { change, decisions } = await planDecided(terminal, project, flags)
  if (!('generation' in change)) return reportGeneration(terminal, change)
  if (action === 'status') return reportStatus(terminal, project, change)
  if (change.isCurrent && !data) return nothingTo(terminal, change.last?.ids.at(-1) ?? '')
  const { operations, unsafe } = change.plan
  if (unsafe.length > 0) return reportUnsafe(terminal, unsafe, { title })
  if (action === 'save') {
    const gradual = input.flags.gradual === true
    return saveChange(terminal, project, { change, decisions, title, data, gradual })
  }
  for (const words of change.renamed.flatMap(renamedWords)) terminal.say(`  ${words}`)
  showPlan(terminal, operations, dialectsOf(project, input.flags.sql))
  terminal.answer({ ok: true, steps: plannedSteps(operations) })
  return exitCode.ok
}

interface Decided {
  change: PlannedChange | Generation
  decisions: Decisions
}

/** Plans with what the flags say; a person at a terminal is asked the rest. */
async function planDecided(
  terminal: Terminal,
  project: string,
  decisions: Decisions,
): Promise<Decided> {
  const change = await planChange(terminal, project, decisions)
  if (!('generation' in change) || terminal.json || !canAsk()) return { change, decisions }
  const choose = createChoose({ input: process.stdin, output: process.stdout })
  const more = await askDecisions(change.plan.unsafe, decisions, choose)
  return more === null ? { change, decisions } : planDecided(terminal, project, more)
}

/** The databases whose SQL is shown: that of DATABASE_URL unless told. */
function dialectsOf(project: string, flag: CommandInput['flags'][string]): Dialect[] {
  const wanted = textOf(flag)
  if (wanted === 'both') return ['sqlite', 'postgres']
  if (wanted === 'sqlite' || wanted === 'postgres') return [wanted]
  if (wanted !== null) {
    throw new CommandError(exitCode.usage, `--sql takes sqlite, postgres or both, not ${wanted}`)
  }
  const isFile = databaseFile(project, readServerSettings(project).databaseUrl) !== null
  return [isFile ? 'sqlite' : 'postgres']
}

function nothingTo(terminal: Terminal, id: string): ExitCode {
  terminal.say(`Nothing to save: migrations/${id} has the tables of the model`)
  terminal.answer({ ok: true, migration: null })
  return exitCode.ok
}

function textOf(flag: CommandInput['flags'][string]): string | null {
  return typeof flag === 'string' ? flag : null
}

function listOf(flag: CommandInput['flags'][string]): string[] {
  return (Array.isArray(flag) ? flag : [flag]).filter((one) => typeof one === 'string')
}
