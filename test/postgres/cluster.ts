import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { findPrograms } from './find-programs.ts'

/** A PostgreSQL server of our own, in a temporary folder on a free port of this machine. */
export interface Cluster {
  /** The address of its database, for any client of this machine. */
  readonly url: string
  readonly port: number
  /** Ends it the way its name says (postgresql.org/docs/current/server-shutdown.html); its data stays. */
  stop(mode: 'smart' | 'fast' | 'immediate'): Promise<void>
  /** Starts it again on its data; resolves when it takes connections. */
  start(): Promise<void>
  /** Ends it and takes its folder away. */
  remove(): Promise<void>
}

export interface ClusterOptions {
  /** True keeps every promise about the disk; false is faster, for tests that never pull the plug. */
  readonly durable: boolean
}

const signals = { smart: 'SIGTERM', fast: 'SIGINT', immediate: 'SIGQUIT' } as const
const startLimitMs = 60_000
const endMs = 300

/** Makes a cluster and starts it; undefined where PostgreSQL is not installed. */
export async function startCluster({ durable }: ClusterOptions): Promise<Cluster | undefined> {
  const programs = findPrograms()
  if (programs === undefined) return undefined
  const owner = serverAccount()
  const folder = mkdtempSync(join(tmpdir(), 'cambium-postgres-'))
  if (owner) chownSync(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  const port = await freePort()
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-A', 'trust', '-U', 'cambium', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
    { ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const server = serverProcess(join(programs, 'postgres'), {
    args: ['-D', data, '-p', String(port), '-k', folder, ...settings(durable)],
    owner,
    folder,
  })
  const remove = async (): Promise<void> => {
    await server.stop('immediate')
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await server.start()
  } catch (error) {
    await remove()
    throw error
  }
  return {
    url: `postgres://cambium@127.0.0.1:${port}/postgres`,
    port,
    stop: server.stop,
    start: server.start,
    remove,
  }
}

function settings(durable: boolean): string[] {
  const durability = durable ? 'on' : 'off'
  const all = {
    listen_addresses: '127.0.0.1',
    max_connections: '200',
    shared_buffers: '128MB',
    fsync: durability,
    synchronous_commit: durability,
    full_page_writes: durability,
    log_min_messages: 'fatal',
  }
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

interface Account {
  readonly uid: number
  readonly gid: number
}

/** The server refuses to run as root. */
function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'postgres']))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

interface ServerProcess {
  readonly args: readonly string[]
  readonly owner: Account | undefined
  readonly folder: string
}

function serverProcess(
  program: string,
  { args, owner, folder }: ServerProcess,
): Pick<Cluster, 'start' | 'stop'> {
  let child: ChildProcess | undefined
  let said = ''
  process.on('exit', () => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGQUIT')
    // Nothing else runs any more: it gets a moment, or its files would come back.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, endMs)
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    async start() {
      const started = spawn(program, args, {
        ...owner,
        cwd: folder,
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      child = started
      started.stderr.on('data', (chunk) => {
        said = `${said}${chunk}`.slice(-4_000)
      })
      const until = Date.now() + startLimitMs
      while (!isReady(folder)) {
        if (started.exitCode !== null || Date.now() > until) {
          throw new Error(`the PostgreSQL server did not start: ${said}`)
        }
        await wait(20)
      }
    },
    async stop(mode) {
      const running = child
      if (running === undefined || running.exitCode !== null || running.signalCode !== null) return
      const ended = once(running, 'exit')
      running.kill(signals[mode])
      await ended
    },
  }
}

/** The last line of its lock file says whether it takes connections (src/include/utils/pidfile.h). */
function isReady(folder: string): boolean {
  try {
    return /^ready\s*$/m.test(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8'))
  } catch {
    return false
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
