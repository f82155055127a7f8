import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import process from 'node:process'
import { SignJWT } from 'jose'

const shop = join(import.meta.dirname, '../../../examples/shop')
const secret = randomBytes(32).toString('hex')
const startLimitMs = 30_000
const stopLimitMs = 40_000
const children = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/** A real process that serves the shop from a database file. */
export interface ShopServer {
  readonly origin: string
  readonly pid: number
  /** Ends it; resolves with its exit code when it is gone. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>
}

/** How a command of the shop ended, and what it said. */
export interface Ended {
  readonly code: number | null
  readonly text: string
}

export interface ShopOptions {
  /** The database file, or the address of a server. */
  readonly path: string
  /** Kills the process this long after its start, wherever it is by then. */
  readonly killAfterMs?: number
  /** Another project than the shop. */
  readonly folder?: string
  /** Runs this program in the shop's folder, in place of its own. */
  readonly program?: string
  /** Further settings. */
  readonly environment?: { readonly [name: string]: string }
}

/** A process of the shop that does work and serves nothing. */
export interface ShopWorker {
  readonly pid: number
  /** Resolves with its exit code when it is gone; null where it was killed. */
  readonly ended: Promise<number | null>
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>
}

/** Serves the shop; undefined when it was killed before it could say where. Throws with its words when it refuses. */
export async function startShop(options: ShopOptions): Promise<ShopServer | undefined> {
  const { killAfterMs } = options
  const child = command(['serve'], options)
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  const timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs ?? startLimitMs)
  const started = await addressOf(child)
  clearTimeout(timer)
  if (started.origin === undefined) {
    const code = await ended
    if (killAfterMs !== undefined && code === null) return undefined
    throw new Error(`the shop did not start (${code}): ${started.text}`)
  }
  return { origin: started.origin, pid: child.pid ?? 0, end: endOf(child, ended) }
}

/** Starts a process that only does work; what it says is kept for `onText`. */
export function startWorker(options: ShopOptions, onText: (text: string) => void): ShopWorker {
  const child = command(['work'], options)
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => onText(String(chunk)))
  }
  return { pid: child.pid ?? 0, ended, end: endOf(child, ended) }
}

function endOf(child: ChildProcess, ended: Promise<number | null>): ShopWorker['end'] {
  return (signal) => {
    child.kill(signal)
    const impatience = setTimeout(() => child.kill('SIGKILL'), stopLimitMs)
    return ended.finally(() => clearTimeout(impatience))
  }
}

/** Runs a command of the shop to its end. */
export async function runShop(
  args: readonly string[],
  path: string,
  options: Omit<ShopOptions, 'path'> = {},
): Promise<Ended> {
  const child = command(args, { ...options, path })
  const timer = setTimeout(() => child.kill('SIGKILL'), startLimitMs)
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      text += chunk
    })
  }
  const [code] = await once(child, 'close')
  clearTimeout(timer)
  return { code, text }
}

/** A bearer token for somebody with these roles. */
export function tokenFor(id: string, roles: readonly string[] = []): Promise<string> {
  return new SignJWT({ roles })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(id)
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(secret))
}

function command(
  args: readonly string[],
  { path, folder = shop, program = 'src/main.ts', environment = {} }: ShopOptions,
): ChildProcess {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', program, ...args],
    { cwd: folder, env: { ...settings(path), ...environment }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

/** Nothing is inherited but where programs are: a setting of the shell would change what is tried. */
function settings(path: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    DATABASE_URL: path.startsWith('postgres:') ? path : `file:${path}`,
    PORT: '0',
    AUTH_SECRET: secret,
    LOG_LEVEL: 'info',
    RATE_LIMIT: 'off',
    LOG_REQUESTS: 'off',
  }
}

interface Started {
  readonly origin: string | undefined
  readonly text: string
}

function addressOf(child: ChildProcess): Promise<Started> {
  return new Promise((resolve) => {
    let text = ''
    let isKnown = false
    const look = (chunk: Buffer): void => {
      if (isKnown) return
      text += chunk
      const origin = /is served at (http:[^"\s]+)/.exec(text)?.[1]
      isKnown = origin !== undefined
      if (isKnown) resolve({ origin, text })
    }
    child.stdout?.on('data', look)
    child.stderr?.on('data', look)
    child.once('close', () => resolve({ origin: undefined, text }))
  })
}
