import { withProjectLock } from '../../project/index.ts'
import { hasErrors, printDiagnostics } from '../../read/index.ts'
import { colourPatch } from '../colour-patch.ts'
import type { Command } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { type Generation, generateProject } from '../generate-project.ts'
import { scriptProblems } from '../migrate/index.ts'
import { planPatch } from '../plan-patch.ts'
import { asJson, reportEjected, reportRefused } from '../report-generation.ts'
import { requireProject } from '../require-project.ts'
import { settleIdentities } from '../settle-identities.ts'
import { withProgress } from '../show-progress.ts'
import { staleEntries } from './generate.ts'

/** `cambium check`: verifies everything and writes nothing; with `--fix` puts the lock in order first. */
export const check: Command = async (terminal, { flags }) => {
  const project = requireProject(terminal.cwd)
  const fixed =
    flags.fix === true ? await withProjectLock(project, () => settleIdentities(project)) : []
  const generation = await withProgress(terminal, 'Checking', () =>
    generateProject(project, { version: terminal.version, dryRun: true }),
  )
  generation.diagnostics.unshift(...fixed)
  const problems = [
    ...problemsOf(generation),
    ...(generation.model ? await scriptProblems(project) : []),
  ]
  const patch = planPatch(project, generation)
  terminal.answer({ ...asJson(generation), ok: problems.length === 0, problems, patch })
  const text = printDiagnostics(generation.diagnostics, terminal.colour)
  if (text !== '') terminal.complain(text.trimEnd())
  if (!generation.model) return exitCode.problems
  reportRefused(terminal, generation)
  if (patch !== '') terminal.say(colourPatch(patch.trimEnd(), terminal.colour))
  reportEjected(terminal, generation)
  for (const problem of problems) terminal.complain(problem)
  const count = generation.model.entities.length
  if (problems.length === 0) {
    terminal.say(
      `${count} ${count === 1 ? 'entity' : 'entities'} checked, everything is up to date`,
    )
  }
  return problems.length === 0 ? exitCode.ok : exitCode.problems
}

function problemsOf(generation: Generation): string[] {
  const { model, ejected, migration, diagnostics } = generation
  const remedy = diagnostics.some(({ code }) => code === 'CAM322') ? 'upgrade' : 'generate'
  if (!model) return ['The model has errors']
  const stale = staleEntries(generation).length
  const missing = ejected.filter((file) => file.missing !== '').length
  return [
    ...(stale > 0
      ? [
          `${stale} generated ${stale === 1 ? 'file is' : 'files are'} out of date: run cambium ${remedy}`,
        ]
      : []),
    ...(missing > 0
      ? [`${missing} ejected ${missing === 1 ? 'file is' : 'files are'} missing a patch`]
      : []),
    ...(hasErrors(generation.diagnostics) ? ['The migrations have errors'] : []),
    ...(migration.pending
      ? ['The tables changed since the last migration: run cambium migrate save']
      : []),
  ]
}
