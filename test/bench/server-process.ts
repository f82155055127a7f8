import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import process from 'node:process'

/** A server in a process of its own. */
export interface ServerProcess {
  readonly port: number
  /** From the start of the process to its first answer. */
  readonly bootMs: number
  /** CPU time used so far, in microseconds. */
  cpuMicroseconds(): number
  residentMegabytes(): number
  stop(): Promise<void>
}

export interface ServerOptions {
  readonly args: readonly string[]
  readonly cwd: string
  readonly port: number
  readonly env?: { readonly [name: string]: string }
  /** Asked until it answers. */
  readonly probe: string
}

/** Starts node and waits for the first answer. Throws with what the process said when it ends before. */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const { args, cwd, port, probe } = options
  const started = performance.now()
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, PORT: String(port), ...options.env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  // A bench that fails or is stopped leaves no server behind.
  const end = (): void => {
    child.kill('SIGKILL')
  }
  process.on('exit', end)
  child.on('exit', () => process.off('exit', end))
  let said = ''
  child.stderr?.on('data', (text) => {
    said += text
  })
  const address = `http://127.0.0.1:${port}${probe}`
  while (!(await answers(address))) {
    if (child.exitCode !== null) throw new Error(`The server ended:\n${said}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const bootMs = performance.now() - started
  const file = (name: string): string => readFileSync(`/proc/${child.pid}/${name}`, 'utf8')
  return {
    port,
    bootMs,
    cpuMicroseconds: () => cpuOf(file('stat')),
    residentMegabytes: () => Number(/VmRSS:\s+(\d+)/.exec(file('status'))?.[1]) / 1024,
    stop: () => stop(child),
  }
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(address)).status < 500
  } catch {
    return false
  }
}

/** Fields 14 and 15 of /proc/<pid>/stat, in hundredths of a second (proc(5)). */
function cpuOf(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10_000
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}
