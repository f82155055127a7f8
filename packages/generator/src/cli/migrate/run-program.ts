import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { serverArguments, serverEnvironment } from '../dev/index.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'

/** Runs `node src/main.ts migrate ...` of the project, which speaks for itself. Ctrl-C reaches it from the terminal. */
export function runMigrateProgram(project: string, args: readonly string[]): Promise<ExitCode> {
  return runProgram(project, ['migrate', ...args])
}

/** The same for any command of the project's own program. */
export async function runProgram(project: string, args: readonly string[]): Promise<ExitCode> {
  const { child, ended } = start(project, args, 'inherit')
  const ignore = (): void => undefined
  process.on('SIGINT', ignore)
  child.on('exit', () => process.off('SIGINT', ignore))
  return ended
}

/** The same, for what it prints. */
export async function askMigrateProgram(
  project: string,
  args: readonly string[],
): Promise<{ code: ExitCode; out: string; err: string }> {
  const { child, ended } = start(project, ['migrate', ...args], 'pipe')
  let out = ''
  let err = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  return { code: await ended, out, err }
}

function start(
  project: string,
  [command = '', ...args]: readonly string[],
  output: 'inherit' | 'pipe',
): { child: ReturnType<typeof spawn>; ended: Promise<ExitCode> } {
  const child = spawn(process.execPath, [...serverArguments(project, command), ...args], {
    cwd: project,
    env: serverEnvironment(project),
    stdio: ['inherit', output, output],
  })
  const ended = once(child, 'close').then(([code]) => known(code))
  return { child, ended }
}

const codes: readonly ExitCode[] = Object.values(exitCode)

/** The program has the same exit codes; one that was ended by a signal has none. */
function known(code: unknown): ExitCode {
  return codes.find((one) => one === code) ?? exitCode.problems
}
