import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { JsonValue } from '@cambium/model/ir'
import { CommandError } from '../command.ts'
import { serverArguments, serverEnvironment } from '../dev/index.ts'
import { exitCode } from '../exit-code.ts'

/** An entity by its name, or the links of a relation. */
export type LoadName = { entity: string } | { links: string }

/** What the loading program says; it is documented with the runtime. */
export type LoadMessage =
  | {
      ready: { order: (LoadName & { position: JsonValue; written: number; finished?: boolean })[] }
    }
  | {
      done: LoadName & {
        position: JsonValue
        written: number
        present: number
        rejected: { index: number; reason: string }[]
      }
    }
  | { finished: LoadReport }

/** What became of all rows. */
export interface LoadReport {
  totals: (LoadName & { written: number; present: number; rejected: number })[]
  dangling: { entity: string; property: string; count: number }[]
  rejectedFile: string | null
}

/** `node src/main.ts load --stdin` of a project, as somebody to talk to. */
export interface LoadProcess {
  /** Resolves when there is room for more. */
  send(message: object): Promise<void>
  /** The next thing it says; throws a CommandError when it ended without. */
  next(): Promise<LoadMessage>
  /** Ends it, wherever it is. */
  stop(): Promise<void>
}

/** Starts the loading program of a project. */
export function startLoad(project: string, args: readonly string[]): LoadProcess {
  const child = spawn(process.execPath, [...serverArguments(project, 'load'), '--stdin', ...args], {
    cwd: project,
    env: serverEnvironment(project),
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const closed = once(child, 'close')
  let errorOutput = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errorOutput = `${errorOutput}${text}`.slice(-4000)
  })
  // a program that stops early breaks the pipe; what it said before tells why
  child.stdin.on('error', () => undefined)
  return {
    async send(message) {
      const hasRoom = child.stdin.write(`${JSON.stringify(message)}\n`)
      if (!hasRoom) await Promise.race([once(child.stdin, 'drain'), closed])
    },
    async next() {
      const line = await lines.next()
      if (!line.done) return JSON.parse(line.value) as LoadMessage
      await closed
      throw stopped(errorOutput)
    },
    stop: () => stop(child, closed),
  }
}

async function stop(
  child: ChildProcessWithoutNullStreams,
  closed: Promise<unknown>,
): Promise<void> {
  child.stdin.end()
  if (child.exitCode === null && child.signalCode === null) {
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
    await closed
    clearTimeout(timer)
  }
}

function stopped(errorOutput: string): CommandError {
  const why = errorOutput.trim() === '' ? 'It said nothing.' : errorOutput.trim()
  return new CommandError(exitCode.problems, `The program that writes the rows stopped:\n${why}`)
}
