import { withProjectLock } from '../../project/index.ts'
import type { Command } from '../command.ts'
import { readRequest, renameProject } from '../rename/index.ts'
import { requireProject } from '../require-project.ts'

/** `cambium rename`: gives a field or an entity another name, in the models, the lock and the files around them. */
export const rename: Command = async (terminal, { flags, names }) => {
  const request = readRequest(names)
  const project = requireProject(terminal.cwd)
  return withProjectLock(project, () =>
    renameProject(terminal, project, {
      request,
      keepColumn: flags['keep-column'] === true,
      editOwned: flags['edit-owned'] === true,
      dryRun: flags['dry-run'] === true,
    }),
  )
}
