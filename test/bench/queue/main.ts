import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import {
  type Database,
  openServer,
  openSqlite,
} from '../../../packages/runtime/src/database/index.ts'
import { type Cluster, startCluster } from '../../postgres/index.ts'
import { createAutocannon } from '../autocannon.ts'
import { createWrk, hasWrk } from '../wrk.ts'
import { backlogs, drainBacklog } from './drain.ts'
import { type Cost, measureEnqueue } from './enqueue.ts'

// What the queue costs: node test/bench/queue/main.ts [--only drain] [--database postgres] [--messages 100000]

const work = join(import.meta.dirname, '../../../bench/work')

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'drain,enqueue' },
    database: { type: 'string', default: 'sqlite,postgres' },
    messages: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    connections: { type: 'string', default: '50' },
  },
})

mkdirSync(work, { recursive: true })
for (const database of values.database.split(',')) {
  const cluster = database === 'postgres' ? await startCluster({ durable: true }) : undefined
  if (database === 'postgres' && cluster === undefined) throw new Error('PostgreSQL is not here')
  try {
    if (values.only.includes('drain')) await drain(cluster)
    if (values.only.includes('enqueue')) await enqueue(cluster)
  } finally {
    await cluster?.remove()
  }
}

async function drain(cluster: Cluster | undefined): Promise<void> {
  for (const backlog of backlogs) {
    const folder = mkdtempSync(join(work, 'drain-'))
    const database = await open(cluster, folder)
    const { name, writtenPerSecond, perSecond, cpuMicroseconds } = await drainBacklog(
      database,
      backlog,
      Number(values.messages),
    )
    await database.close()
    rmSync(folder, { recursive: true })
    say(
      `${nameOf(cluster)}: ${values.messages} ${name}: written ${writtenPerSecond}/s, done ${perSecond}/s, ${cpuMicroseconds} us of CPU each`,
    )
  }
}

async function open(cluster: Cluster | undefined, folder: string): Promise<Database> {
  if (cluster === undefined) return openSqlite({ path: join(folder, 'app.db') })
  return openServer({ url: cluster.url })
}

async function enqueue(cluster: Cluster | undefined): Promise<void> {
  const costs = await measureEnqueue({
    folder: join(work, 'queue'),
    tool: hasWrk() ? createWrk(work) : createAutocannon(),
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
    connections: Number(values.connections),
    async databaseFor(name) {
      if (cluster === undefined) return `file:${join(work, 'queue/data', `${name}.db`)}`
      const server = await openServer({ url: cluster.url })
      await server.script(`create database "${name}"`)
      await server.close()
      return cluster.url.replace(/postgres$/, name)
    },
  })
  for (const cost of costs) say(`${nameOf(cluster)}: ${lineOf(cost)}`)
}

function lineOf({ way, perSecond, cpuMicroseconds, p99Ms, ratio }: Cost): string {
  const part = `${Math.round(ratio * 100)} %`
  return `create, ${way}: ${perSecond}/s (${part}), ${cpuMicroseconds} us of CPU, p99 ${p99Ms.toFixed(1)} ms`
}

function nameOf(cluster: Cluster | undefined): string {
  return cluster === undefined ? 'SQLite' : 'PostgreSQL'
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
