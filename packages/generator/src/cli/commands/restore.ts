import { restoreEjected, restoreGenerated, withProjectLock } from '../../project/index.ts'
import { type Command, CommandError } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { type Generation, generateUnlocked } from '../generate-project.ts'
import { reportGeneration } from '../report-generation.ts'
import { projectPath, requireProject } from '../require-project.ts'
import { notGenerated } from './eject.ts'

/** `cambium restore`: gives up the edits of generated files, or an ejected file, and keeps a copy of them. */
export const restore: Command = async (terminal, { names }) => {
  const project = requireProject(terminal.cwd)
  const paths = names.map((name) => projectPath(project, terminal.cwd, name))
  return withProjectLock(project, async () => {
    const { version } = terminal
    const before = await generateUnlocked(project, { version, dryRun: true })
    if (!before.model) return reportGeneration(terminal, before)
    // all of them are looked at before the first is taken away
    for (const restoring of paths.map((path) => restoringOf(path, before))) {
      if (restoring.kind === 'nothing') {
        terminal.say(`${restoring.path} was not edited`)
        continue
      }
      const copy =
        restoring.kind === 'ejected'
          ? restoreEjected(project, restoring.path)
          : restoreGenerated(project, restoring.path)
      terminal.say(`${restoring.path} is generated again; what it was is kept in ${copy}`)
    }
    const after = await generateUnlocked(project, { version, skipEdited: true })
    return reportGeneration(terminal, after)
  })
}

interface Restoring {
  kind: 'edited' | 'ejected' | 'nothing'
  /** The generated name. */
  path: string
}

function restoringOf(path: string, { plan, ejected }: Generation): Restoring {
  const file = ejected.find((one) => one.path === path || one.owned === path)
  if (file) return { kind: 'ejected', path: file.path }
  const entries = plan?.entries.filter((one) => one.generated) ?? []
  const entry = entries.find((one) => one.path === path)
  if (!entry) throw new CommandError(exitCode.problems, notGenerated(path, entries))
  return { kind: entry.action === 'refused' ? 'edited' : 'nothing', path }
}
