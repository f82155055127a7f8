import { resolve } from 'node:path'
import { type Command, CommandError } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { passedOn, runProgram } from '../migrate/index.ts'
import { requireProject } from '../require-project.ts'

/** `cambium export`: writes what the project's own application holds into a folder. */
export const exportRows: Command = async (terminal, input) => {
  const { to } = input.flags
  if (typeof to !== 'string') {
    throw new CommandError(
      exitCode.usage,
      'cambium export needs a folder: cambium export --to FOLDER',
    )
  }
  const project = requireProject(terminal.cwd)
  const flags = { ...input.flags, to: resolve(terminal.cwd, to) }
  return runProgram(project, ['export', ...passedOn({ ...input, flags })])
}
