import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Runs a program and gives what it printed; nothing of it is shown. */
export async function runQuietly(
  program: string,
  args: readonly string[],
  { cwd, env = process.env }: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<{ code: number; output: string }> {
  const child = spawn(program, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    // npm is a script there
    shell: process.platform === 'win32',
  })
  let output = ''
  const keep = (text: string): void => {
    output = `${output}${text}`.slice(-8000)
  }
  child.stdout.setEncoding('utf8').on('data', keep)
  child.stderr.setEncoding('utf8').on('data', keep)
  try {
    const [code] = (await once(child, 'close')) as [number | null]
    return { code: code ?? 1, output }
  } catch (error) {
    return { code: 1, output: error instanceof Error ? error.message : String(error) }
  }
}
