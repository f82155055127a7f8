// Two programs that attack: two people look for what a third one has, through every way in that the document of the
// server names; and what has ended at one instance is tried at two.
// npm run test:attack -- [--long] [--seed 1] [--database sqlite|postgres] [--only fuzz|revocation] [--requests N] [--trials N]
import process from 'node:process'
import { parseArgs } from 'node:util'
import { startCluster } from '../postgres/index.ts'
import { describeFuzz, runFuzz } from './fuzz/index.ts'
import { describeRevocation, runRevocation } from './revocation/index.ts'

const { values } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    requests: { type: 'string' },
    trials: { type: 'string' },
    seed: { type: 'string', default: '1' },
    database: { type: 'string', default: 'sqlite' },
    only: { type: 'string' },
  },
})

const requests = Number(values.requests ?? (values.long ? 200_000 : 5_000))
const trials = Number(values.trials ?? (values.long ? 240 : 12))
const seed = Number(values.seed)
const database = values.database === 'postgres' ? 'postgres' : 'sqlite'
const isOwnServer = database === 'postgres' && !process.env.CAMBIUM_TEST_POSTGRES_URL
const cluster = isOwnServer ? await startCluster({ durable: false }) : undefined
if (cluster !== undefined) process.env.CAMBIUM_TEST_POSTGRES_URL = cluster.url

let started = performance.now()
if (values.only !== 'revocation') {
  const report = await runFuzz({ seed, requests, database })
  print(`Fuzzing ${database}, seed ${seed}\n${describeFuzz(report)}`)
  if (report.findings.length > 0) process.exitCode = 1
}
started = performance.now()
if (values.only !== 'fuzz') {
  const postgres = process.env.CAMBIUM_TEST_POSTGRES_URL
  const isThere = database === 'sqlite' || postgres !== undefined
  if (!isThere) throw new Error('Two instances need a server of PostgreSQL, and none is installed')
  const where = database === 'postgres' && postgres !== undefined ? { postgres } : {}
  const report = await runRevocation({ trials, beside: 4, ...where })
  print(`Revocation on ${database}, two processes\n${describeRevocation(report)}`)
  if (report.failures.length > 0) process.exitCode = 1
}
await cluster?.remove()

function print(words: string): void {
  process.stdout.write(`${words}${Math.round((performance.now() - started) / 1000)} s\n`)
}
