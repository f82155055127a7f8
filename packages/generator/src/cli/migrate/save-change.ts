import { CommandError, type Terminal } from '../command.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import type { Generation } from '../generate-project.ts'
import { reportGeneration } from '../report-generation.ts'
import type { Decisions } from './decisions.ts'
import { type PlannedChange, planChange } from './planned-change.ts'
import { saveGradually } from './save-gradually.ts'
import { isDatabaseAhead, saveMigration } from './save-migration.ts'

export interface SaveChange {
  decisions: Decisions
  title: string
  /** With a data step. */
  data: boolean
  /** In two halves, between which older and newer code can both run. */
  gradual: boolean
}

/**
 * Saves a planned change. Where the development database has its tables already, a data step becomes a migration of its own, so
 * that it still runs there.
 */
export async function saveChange(
  terminal: Terminal,
  project: string,
  { change, ...options }: SaveChange & { change: PlannedChange },
): Promise<ExitCode> {
  if (options.gradual && options.data) throw notBoth()
  if (options.gradual) return saveGradually(terminal, project, { change, ...options })
  const isSplit = options.data && !change.isCurrent && isDatabaseAhead(project, change)
  if (!isSplit) return saveMigration(terminal, project, { change, ...options })
  const { decisions } = options
  const code = await saveMigration(silent(terminal), project, { change, decisions, title: '' })
  if (code !== 0) return code
  const rest: PlannedChange | Generation = await planChange(terminal, project, noDecisions)
  if (!('generation' in rest)) return reportGeneration(terminal, rest)
  return saveMigration(terminal, project, { change: rest, ...options, decisions: noDecisions })
}

const noDecisions: Decisions = { drops: new Set(), fills: new Map(), renames: [] }

/** One run answers with one JSON value. */
function silent(terminal: Terminal): Terminal {
  return { ...terminal, answer: () => undefined }
}

function notBoth(): CommandError {
  const message =
    'A gradual change moves its values by itself: save the data step as a migration of its own'
  return new CommandError(exitCode.usage, message)
}
