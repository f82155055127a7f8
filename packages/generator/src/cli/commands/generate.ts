import { printDiagnostics } from '../../read/index.ts'
import { colourPatch } from '../colour-patch.ts'
import type { Command, Terminal } from '../command.ts'
import { CommandError } from '../command.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import { type Generation, generateProject } from '../generate-project.ts'
import { planPatch } from '../plan-patch.ts'
import { asJson, reportGeneration, reportRefused } from '../report-generation.ts'
import { requireProject } from '../require-project.ts'
import { withProgress } from '../show-progress.ts'

/** `cambium generate`: writes the generated files, or says what it would write. */
export const generate: Command = async (terminal, { flags }) => {
  const project = requireProject(terminal.cwd)
  const dryRun = flags.check === true || flags.diff === true
  if (dryRun && flags['skip-edited'] === true) {
    throw new CommandError(exitCode.usage, '--skip-edited writes, and --check and --diff do not')
  }
  const generation = await withProgress(terminal, 'Generating', () =>
    generateProject(project, {
      version: terminal.version,
      dryRun,
      skipEdited: flags['skip-edited'] === true,
    }),
  )
  if (!dryRun) return reportGeneration(terminal, generation)
  const code = reportPlan(terminal, project, { generation, diff: flags.diff === true })
  return flags.check === true || !generation.model ? code : exitCode.ok
}

interface PlanReport {
  generation: Generation
  diff: boolean
}

/** Says what would be written; problems when that is anything. */
function reportPlan(
  terminal: Terminal,
  project: string,
  { generation, diff }: PlanReport,
): ExitCode {
  const stale = staleEntries(generation)
  const patch = diff ? planPatch(project, generation) : ''
  terminal.answer({
    ...asJson(generation),
    upToDate: stale.length === 0,
    ...(diff ? { patch } : {}),
  })
  const text = printDiagnostics(generation.diagnostics, terminal.colour)
  if (text !== '') terminal.complain(text.trimEnd())
  if (!generation.model) return exitCode.problems
  reportRefused(terminal, generation)
  if (patch !== '') terminal.say(colourPatch(patch.trimEnd(), terminal.colour))
  if (!diff) for (const { path, action } of stale) terminal.say(`${stalenessWords[action]} ${path}`)
  terminal.say(
    stale.length === 0
      ? 'All generated files are up to date'
      : `${stale.length} ${stale.length === 1 ? 'file is' : 'files are'} out of date: run cambium generate`,
  )
  return stale.length === 0 ? exitCode.ok : exitCode.problems
}

const stalenessWords = {
  create: 'missing    ',
  update: 'out of date',
  delete: 'left over  ',
  refused: 'edited     ',
  unchanged: '',
  kept: '',
}

/** What a generation would change or refuses to change. */
export function staleEntries({
  plan,
}: Generation): { path: string; action: keyof typeof stalenessWords }[] {
  return plan?.entries.filter(({ action }) => action !== 'unchanged' && action !== 'kept') ?? []
}
