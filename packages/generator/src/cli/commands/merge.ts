import { withProjectLock } from '../../project/index.ts'
import { type Command, CommandError } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { generateUnlocked } from '../generate-project.ts'
import { mergeEjected, reportMerges } from '../merge/index.ts'
import { reportGeneration } from '../report-generation.ts'
import { projectPath, requireProject } from '../require-project.ts'

/** `cambium merge`: brings ejected files what was generated since, line by line. */
export const merge: Command = async (terminal, { flags, names }) => {
  const project = requireProject(terminal.cwd)
  const paths = names.map((name) => projectPath(project, terminal.cwd, name))
  return withProjectLock(project, async () => {
    const { version } = terminal
    const generation = await generateUnlocked(project, { version, dryRun: true })
    if (!generation.model) return reportGeneration(terminal, generation)
    const { ejected } = generation
    const wanted = paths.map((path) => {
      const found = ejected.find((file) => file.owned === path || file.path === path)
      if (found) return found
      throw new CommandError(exitCode.problems, `${path} is not an ejected file`)
    })
    const files = names.length > 0 ? wanted : ejected.filter(({ missing }) => missing !== '')
    const writeConflicts = flags.conflicts === true
    return reportMerges(
      terminal,
      files.map((file) => mergeEjected(project, file, { writeConflicts })),
    )
  })
}
