import { compareModels, type Difference, isBreaking } from '../../difference/index.ts'
import { printDiagnostics } from '../../read/index.ts'
import { colourPatch } from '../colour-patch.ts'
import { type Command, CommandError, type CommandInput, type Terminal } from '../command.ts'
import { findFormerModel, showDifference } from '../difference/index.ts'
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
  const comparison = readComparison(flags)
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
  const difference = comparison && compare(project, generation, comparison.against)
  const code = reportPlan(terminal, project, { generation, difference })
  if (!generation.model) return code
  const fails = comparison?.failOnBreaking === true && difference !== null && difference.breaking
  if (fails) terminal.complain('The change is breaking, and --fail-on breaking was given')
  return fails || (flags.check === true && code !== exitCode.ok) ? exitCode.problems : exitCode.ok
}

/** What `--diff` compares with, and whether a breaking change ends it with 1; `null` without `--diff`. */
interface Comparison {
  against: string | null
  failOnBreaking: boolean
}

function readComparison(flags: CommandInput['flags']): Comparison | null {
  const { against, diff } = flags
  const failOn = flags['fail-on']
  if (diff !== true) {
    for (const name of ['against', 'fail-on']) {
      if (flags[name] !== undefined)
        throw new CommandError(exitCode.usage, `--${name} goes with --diff`)
    }
    return null
  }
  if (failOn !== undefined && failOn !== 'breaking') {
    throw new CommandError(exitCode.usage, `Write --fail-on breaking, not --fail-on ${failOn}`)
  }
  return {
    against: typeof against === 'string' ? against : null,
    failOnBreaking: failOn === 'breaking',
  }
}

/** The change in words, and what it is compared with. */
interface NamedDifference {
  difference: Difference
  from: string
  breaking: boolean
}

function compare(
  project: string,
  { model }: Generation,
  against: string | null,
): NamedDifference | null {
  if (!model) return null
  const former = findFormerModel(project, { against, now: model })
  const difference = compareModels(former.model, model)
  return { difference, from: former.from, breaking: isBreaking(difference) }
}

interface PlanReport {
  generation: Generation
  /** `null` when the change is not asked for in words. */
  difference: NamedDifference | null
}

/** Says what would be written; problems when that is anything. */
function reportPlan(
  terminal: Terminal,
  project: string,
  { generation, difference }: PlanReport,
): ExitCode {
  const stale = staleEntries(generation)
  const patch = difference ? planPatch(project, generation) : ''
  terminal.answer({
    ...asJson(generation),
    upToDate: stale.length === 0,
    ...(difference
      ? {
          changes: {
            against: difference.from,
            breaking: difference.breaking,
            ...difference.difference,
          },
          patch,
        }
      : {}),
  })
  const text = printDiagnostics(generation.diagnostics, terminal.colour)
  if (text !== '') terminal.complain(text.trimEnd())
  if (!generation.model) return exitCode.problems
  reportRefused(terminal, generation)
  if (difference) showDifference(terminal, difference.difference, difference.from)
  if (patch !== '') terminal.say(colourPatch(patch.trimEnd(), terminal.colour))
  if (!difference)
    for (const { path, action } of stale) terminal.say(`${stalenessWords[action]} ${path}`)
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
