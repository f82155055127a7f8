import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

/** A program that is measured while it runs. */
export interface MeasuredProcess {
  send(message: object): void
  next(): Promise<{ readonly [name: string]: unknown }>
  /** Its resident memory in MB. */
  memory(): number
  end(): Promise<void>
}

/** Starts `node src/main.ts ...` of a project. */
export function startMeasured(
  folder: string,
  { args, env }: { readonly args: readonly string[]; readonly env: object },
): MeasuredProcess {
  const child = spawn(process.execPath, ['src/main.ts', ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    send: (message) => void child.stdin.write(`${JSON.stringify(message)}\n`),
    async next() {
      const { value } = await lines.next()
      return JSON.parse(value as string)
    },
    memory() {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
        return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024)
      } catch {
        return 0
      }
    },
    async end() {
      child.stdin.end()
      for await (const _line of lines);
      const [code] = await ended
      if (code !== 0) throw new Error(`it ended with ${code}`)
    },
  }
}
