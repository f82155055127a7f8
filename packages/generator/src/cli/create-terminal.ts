import type { Terminal } from './command.ts'

/** The process's own terminal: colour only where a person looks at it and did not forbid it. */
export function createTerminal(options: { version: string; json: boolean }): Terminal {
  const { stdout, stderr, env } = process
  const forbidden = env.NO_COLOR !== undefined && env.NO_COLOR !== ''
  return {
    cwd: process.cwd(),
    version: options.version,
    json: options.json,
    colour: stdout.isTTY === true && stderr.isTTY === true && !forbidden && env.TERM !== 'dumb',
    interactive: stdout.isTTY === true,
    say: (line) => {
      if (!options.json) stdout.write(`${line}\n`)
    },
    complain: (line) => {
      if (!options.json) stderr.write(`${line}\n`)
    },
    answer: (value) => {
      if (options.json) stdout.write(`${JSON.stringify(value, null, 2)}\n`)
    },
  }
}
