import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { serverArguments } from './server-arguments.ts'
import { serverEnvironment } from './server-environment.ts'

export interface ServerOptions {
  project: string
  host: string
  port: number
  /** Called when the server ends and nobody asked it to. */
  onCrash(code: number | null): void
}

/** The project's own server, in a process of its own. */
export interface ServerProcess {
  /** Stops the running server, if any, and starts the project's `src/main.ts`; true once it serves. */
  restart(): Promise<boolean>
  /** Stops it and resolves when it is gone. */
  stop(): Promise<void>
  readonly running: boolean
}

const patienceMs = 4000
const readyTimeoutMs = 15_000

/** Whether nothing listens at an address yet. */
export function isPortFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })
}

/** Controls the server of a project. */
export function createServerProcess(options: ServerOptions): ServerProcess {
  let child: ChildProcess | null = null

  async function stop(): Promise<void> {
    const stopping = child
    child = null
    if (stopping) await end(stopping)
  }

  async function restart(): Promise<boolean> {
    await stop()
    const started = start(options)
    child = started
    started.once('exit', (code) => {
      if (child !== started) return
      child = null
      options.onCrash(code)
    })
    return isServing(options, () => child === started)
  }

  return {
    restart,
    stop,
    get running() {
      return child !== null
    },
  }
}

function start({ project, port }: ServerOptions): ChildProcess {
  return spawn(process.execPath, serverArguments(project, 'serve'), {
    cwd: project,
    env: { ...serverEnvironment(project), PORT: String(port) },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  await gone
  clearTimeout(timer)
}

/** Asks until the server answers; false when it ended before that. */
async function isServing({ host, port }: ServerOptions, alive: () => boolean): Promise<boolean> {
  const address = `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`
  for (const start = Date.now(); Date.now() - start < readyTimeoutMs && alive(); await delay(20)) {
    const answer = await fetch(`${address}/health/ready`).catch(() => null)
    await answer?.body?.cancel()
    if (answer && alive()) return true
  }
  return false
}
