import { databaseFile, withProjectLock } from '../../project/index.ts'
import { type Command, CommandError, type Terminal } from '../command.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import {
  planChange,
  plannedSteps,
  readDecisions,
  reportStatus,
  reportUnsafe,
  saveGradually,
  saveMigration,
  showPlan,
} from '../migrate/index.ts'
import { readServerSettings } from '../read-environment.ts'
import { reportGeneration } from '../report-generation.ts'
import { requireProject } from '../require-project.ts'

const actions = ['plan', 'save', 'status']

/** `cambium migrate plan | save | status`: what changed in the tables since the last migration. */
export const migrate: Command = async (terminal, input) => {
  const [action = '', ...words] = input.names
  if (!actions.includes(action)) {
    throw new CommandError(
      exitCode.usage,
      `There is no cambium migrate ${action}, only: cambium migrate plan, save or status. Applying is: node src/main.ts migrate`,
    )
  }
  const decisions = readDecisions(input)
  const project = requireProject(terminal.cwd)
  return withProjectLock(project, async () => {
    const change = await planChange(terminal, project, decisions)
    if (!('generation' in change)) return reportGeneration(terminal, change)
    if (action === 'status') {
      reportStatus(terminal, project, change)
      return exitCode.ok
    }
    if (change.isCurrent) return nothingTo(terminal, change.last?.ids.at(-1) ?? '')
    const { operations, unsafe } = change.plan
    if (unsafe.length > 0) return reportUnsafe(terminal, unsafe)
    if (action === 'save') {
      const save = input.flags.gradual === true ? saveGradually : saveMigration
      return save(terminal, project, { change, decisions, title: words.join(' ') })
    }
    const isFile = databaseFile(project, readServerSettings(project).databaseUrl) !== null
    showPlan(terminal, operations, isFile ? 'sqlite' : 'postgres')
    terminal.answer({ ok: true, steps: plannedSteps(operations) })
    return exitCode.ok
  })
}

function nothingTo(terminal: Terminal, id: string): ExitCode {
  terminal.say(`Nothing to save: migrations/${id} has the tables of the model`)
  terminal.answer({ ok: true, migration: null })
  return exitCode.ok
}
