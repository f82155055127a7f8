import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { freePort } from '../../free-port/index.ts'
import type { LoadTool } from '../load.ts'
import { type Measured, measure, median } from '../measure.ts'
import { copyProject } from '../project-copy.ts'
import { type ServerProcess, startServer } from '../server-process.ts'

const execute = promisify(execFile)

/** A way to create: without a message, with one, and with one that the same process does at once. */
export type Way = 'plain' | 'enqueue' | 'enqueue and do'

const ways: readonly Way[] = ['plain', 'enqueue', 'enqueue and do']

/** What a way was seen to cost: the medians of the rounds. */
export interface Cost {
  readonly way: Way
  readonly perSecond: number
  readonly cpuMicroseconds: number
  readonly p99Ms: number
  /** Of the rate of `plain`, the median of the rounds. */
  readonly ratio: number
}

export interface EnqueueOptions {
  readonly folder: string
  readonly tool: LoadTool
  readonly rounds: number
  readonly seconds: number
  readonly connections: number
  /** The address of an empty database: each way has one of its own. */
  databaseFor(name: string): Promise<string>
}

const hookText = `import { hooks } from '@cambium/runtime/hooks'

const asks = process.env.BENCH_ENQUEUE === 'on'

export const openOrderHooks = hooks('OpenOrder', {
  create: {
    after({ record, enqueue }) {
      if (asks) enqueue('noteOrder', { id: record.id })
    },
  },
})
`

const jobText = `import { text } from '@cambium/model'
import { defineJob } from '@cambium/runtime/jobs'

export const noteOrder = defineJob('noteOrder', {
  input: { id: text() },
  transaction: false,
  async run() {},
})
`

/** Creates records through hooks that enqueue and that do not, in turns, and compares. */
export async function measureEnqueue(options: EnqueueOptions): Promise<Cost[]> {
  const { folder, rounds, tool, seconds, connections } = options
  const server = await startWays(options)
  try {
    const seen = new Map<Way, Measured[]>(ways.map((way) => [way, []]))
    for (let round = 0; round <= rounds; round++) {
      for (const way of ways) {
        const load = { port: server[way].port, requests: requests() }
        const measured = await measure(tool, { server: server[way], load, seconds, connections })
        // The first round warms up.
        if (round > 0) seen.get(way)?.push(measured)
      }
    }
    return ways.map((way) => costOf(way, seen))
  } finally {
    for (const way of ways) await server[way].stop()
    process.stderr.write(`The project of the bench is in ${folder}\n`)
  }
}

async function startWays(options: EnqueueOptions): Promise<{ [Name in Way]: ServerProcess }> {
  const { folder } = options
  await copyProject('test/bench/project', folder, writeLogic)
  const start = async (name: string, env: { [name: string]: string }): Promise<ServerProcess> => {
    const DATABASE_URL = await options.databaseFor(name)
    const environment = { ...process.env, DATABASE_URL }
    await execute(process.execPath, ['src/main.ts', 'migrate'], { cwd: folder, env: environment })
    return startServer({
      args: ['src/main.ts'],
      cwd: folder,
      port: await freePort(),
      probe: '/health/ready',
      env: {
        DATABASE_URL,
        AUTH_SECRET: 'only for the bench: nothing else is signed with it',
        RATE_LIMIT: 'off',
        LOG_REQUESTS: 'off',
        LOG_LEVEL: 'warn',
        ...env,
      },
    })
  }
  return {
    plain: await start('plain', { WORKERS: 'off' }),
    enqueue: await start('enqueue', { BENCH_ENQUEUE: 'on', WORKERS: 'off' }),
    'enqueue and do': await start('doing', { BENCH_ENQUEUE: 'on' }),
  }
}

function writeLogic(folder: string): void {
  mkdirSync(join(folder, 'src/jobs'), { recursive: true })
  writeFileSync(join(folder, 'src/jobs/note-order.ts'), jobText)
  writeFileSync(join(folder, 'src/open-orders/open-order.hooks.ts'), hookText)
}

function requests() {
  const order = {
    firstName: 'Ada',
    lastName: 'Lovelace',
    address: '12 St James Square, London',
    note: 'a good thing that many people buy again and tell their friends about',
    quantity: 2,
    totalPrice: 4_000,
  }
  return [
    {
      method: 'POST',
      path: '/api/open-orders',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(order),
    },
  ] as const
}

function costOf(way: Way, seen: ReadonlyMap<Way, readonly Measured[]>): Cost {
  const rounds = seen.get(way) ?? []
  const plain = seen.get('plain') ?? []
  return {
    way,
    perSecond: Math.round(median(rounds.map(({ perSecond }) => perSecond))),
    cpuMicroseconds: Math.round(median(rounds.map(({ cpuMicroseconds }) => cpuMicroseconds))),
    p99Ms: median(rounds.map(({ p99Ms }) => p99Ms)),
    ratio: median(rounds.map(({ perSecond }, at) => perSecond / (plain[at]?.perSecond ?? 1))),
  }
}
