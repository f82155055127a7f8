import { hasErrors, readModel } from '../../read/index.ts'
import { type Command, CommandError } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { requireProject } from '../require-project.ts'
import { explainDecision, readRequest, reportWhy, whyFunction } from '../why/index.ts'

/** `cambium why`: which part of an access rule lets a caller through, and the SQL it becomes. */
export const why: Command = async (terminal, input) => {
  const project = requireProject(terminal.cwd)
  const { model, diagnostics, place } = await readModel(project)
  if (!model || hasErrors(diagnostics)) {
    throw new CommandError(exitCode.problems, 'The models have errors: run cambium check')
  }
  if (input.names[1] === 'call') {
    whyFunction(terminal, model, input)
    return exitCode.ok
  }
  const request = readRequest(model, input)
  reportWhy(terminal, await explainDecision(project, model, { request, place }))
  return exitCode.ok
}
