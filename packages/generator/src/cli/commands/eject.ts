import {
  ejectFile,
  hasConflictMarkers,
  ownedName,
  recordMerged,
  withProjectLock,
} from '../../project/index.ts'
import { nearestName, readText } from '../../read/index.ts'
import { type Command, CommandError } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { type Generation, generateUnlocked } from '../generate-project.ts'
import { reportGeneration } from '../report-generation.ts'
import { projectPath, requireProject } from '../require-project.ts'

/** `cambium eject`: generated files become the project's own; imports point at them from then on. */
export const eject: Command = async (terminal, { flags, names }) => {
  const project = requireProject(terminal.cwd)
  const paths = names.map((name) => projectPath(project, terminal.cwd, name))
  return withProjectLock(project, async () => {
    const { version } = terminal
    const before = await generateUnlocked(project, { version, dryRun: true })
    if (!before.model) return reportGeneration(terminal, before)
    if (flags.merged === true) {
      for (const path of paths) {
        const { owned, path: generated, text } = requireEjected(path, before)
        refuseMarkers(project, owned)
        recordMerged(project, generated, text)
        terminal.say(`${owned} holds everything the generated file would: noted`)
      }
    } else {
      // all of them are looked at before the first is ejected
      const files = paths.map((path) => requireGenerated(project, path, before))
      for (const { path, text } of files) {
        terminal.say(`${path} is now ${ejectFile(project, path, text)}, and yours`)
      }
    }
    const after = await generateUnlocked(project, { version, skipEdited: true })
    return reportGeneration(terminal, after)
  })
}

function requireGenerated(
  project: string,
  path: string,
  { plan, ejected }: Generation,
): { path: string; text: string } {
  const entries = plan?.entries.filter((entry) => entry.generated && entry.text !== null) ?? []
  const entry = entries.find((one) => one.path === path)
  const done = ejected.find((file) => file.path === path || file.owned === path)
  if (done) throw new CommandError(exitCode.problems, `${done.owned} is yours already`)
  if (!entry) throw new CommandError(exitCode.problems, notGenerated(path, entries))
  const owned = ownedName(path)
  if (readText(project, owned) !== null) {
    throw new CommandError(exitCode.problems, `${owned} is there already: rename it first`)
  }
  return { path, text: entry.text ?? '' }
}

function requireEjected(path: string, { ejected }: Generation): Generation['ejected'][number] {
  const found = ejected.find((file) => file.owned === path || file.path === path)
  if (found) return found
  throw new CommandError(exitCode.problems, `${path} is not an ejected file`)
}

function refuseMarkers(project: string, owned: string): void {
  if (!hasConflictMarkers(readText(project, owned) ?? '')) return
  throw new CommandError(exitCode.problems, `${owned} still holds the markers of a merge`)
}

/** The sentence about a path that is no generated file. */
export function notGenerated(path: string, entries: readonly { path: string }[]): string {
  const nearest = nearestName(
    path,
    entries.map((entry) => entry.path),
  )
  return `${path} is not a generated file.${nearest === null ? '' : ` Did you mean ${nearest}?`}`
}
