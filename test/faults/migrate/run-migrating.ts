import { spawn } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'
import type { Target } from './target.ts'

/** The migrations that are tried: in parts, over tables in batches, with tables written anew and a data step. */
export const migrations: string = join(import.meta.dirname, 'fixture/migrations')

const program = join(import.meta.dirname, 'migrating-process.ts')
const limitMs = 120_000

/** How a process that migrates ended. */
export interface Migrated {
  /** It came to its end: the places it passed and what it applied. */
  readonly done: { readonly places: number; readonly applied: readonly string[] } | undefined
  readonly wasKilled: boolean
  readonly said: string
  readonly tookMs: number
}

/** When a process is to be killed. */
export interface Kill {
  /** At this place, by itself. */
  readonly atPlace?: number
  /** So long after its start. */
  readonly afterMs?: number
}

/** Migrates a database in a process of its own, which may be killed on the way. */
export function runMigrating(
  { address, schema }: Pick<Target, 'address' | 'schema'>,
  { atPlace, afterMs }: Kill = {},
): Promise<Migrated> {
  const startedAt = performance.now()
  const place = atPlace === undefined ? [] : [String(atPlace)]
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', program, address, schema, migrations, ...place],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH } },
  )
  let out = ''
  let said = ''
  child.stdout.on('data', (data) => {
    out += data
  })
  child.stderr.on('data', (data) => {
    said += data
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), afterMs ?? limitMs)
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      resolve({
        done: code === 0 ? JSON.parse(out) : undefined,
        wasKilled: signal === 'SIGKILL',
        said,
        tookMs: performance.now() - startedAt,
      })
    })
  })
}
