import { type Command, CommandError } from '../command.ts'
import { databaseProblem, isPortFree, startDevSession } from '../dev/index.ts'
import { exitCode } from '../exit-code.ts'
import { readServerSettings, type ServerSettings } from '../read-environment.ts'
import { requireProject } from '../require-project.ts'

/** `cambium dev`: serves the project and follows every change of its files, until Ctrl-C. */
export const dev: Command = async (terminal, { flags }) => {
  const project = requireProject(terminal.cwd)
  const port = flags.port === undefined ? undefined : String(flags.port)
  const settings = readServerSettings(project, port)
  await refuseSettings(project, settings)
  terminal.say(`Following ${project}. Ctrl-C ends it.`)
  const interrupted = waitForInterrupt()
  const session = await startDevSession(terminal, project, settings)
  await interrupted
  terminal.say('\nStopping')
  await session.stop()
  return exitCode.ok
}

async function refuseSettings(
  project: string,
  { host, port, databaseUrl }: ServerSettings,
): Promise<void> {
  if (!Number.isSafeInteger(port) || port < 1 || port > 65_535) {
    throw new CommandError(exitCode.usage, 'The port must be a number from 1 to 65535')
  }
  if (!(await isPortFree(host, port))) {
    throw new CommandError(
      exitCode.environment,
      `Port ${port} is in use. Choose another one: cambium dev --port ${port + 1}`,
    )
  }
  const problem = databaseProblem(project, databaseUrl)
  if (problem !== null) throw new CommandError(exitCode.environment, problem)
}

/** The first signal ends the session in order; further ones change nothing, since a child may get them too. */
function waitForInterrupt(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => resolve())
    }
  })
}
