import { type Command, CommandError } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { passedOn, runProgram } from '../migrate/index.ts'
import { requireProject } from '../require-project.ts'

const actions: readonly string[] = ['export', 'erase']

/** `cambium privacy`: hands out or erases what the project's own application keeps of a person. */
export const privacy: Command = async (terminal, input) => {
  const [action = '', ...person] = input.names
  if (!actions.includes(action)) {
    throw new CommandError(
      exitCode.usage,
      `There is no cambium privacy ${action}. There are: ${actions.join(', ')}`,
    )
  }
  const project = requireProject(terminal.cwd)
  return runProgram(project, ['privacy', action, ...person, ...passedOn(input)])
}
