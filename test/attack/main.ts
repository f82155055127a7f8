// Two people look for what a third one has, through every way in that the document of the server names:
// npm run test:attack -- [--long] [--seed 1] [--database sqlite|postgres] [--requests N]
import process from 'node:process'
import { parseArgs } from 'node:util'
import { startCluster } from '../postgres/index.ts'
import { describeFuzz, runFuzz } from './fuzz/index.ts'

const { values } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    requests: { type: 'string' },
    seed: { type: 'string', default: '1' },
    database: { type: 'string', default: 'sqlite' },
  },
})

const requests = Number(values.requests ?? (values.long ? 200_000 : 5_000))
const seed = Number(values.seed)
const database = values.database === 'postgres' ? 'postgres' : 'sqlite'
const isOwnServer = database === 'postgres' && !process.env.CAMBIUM_TEST_POSTGRES_URL
const cluster = isOwnServer ? await startCluster({ durable: false }) : undefined
if (cluster !== undefined) process.env.CAMBIUM_TEST_POSTGRES_URL = cluster.url

const started = performance.now()
const report = await runFuzz({ seed, requests, database })
process.stdout.write(`Fuzzing ${database}, seed ${seed}\n${describeFuzz(report)}`)
process.stdout.write(`${Math.round((performance.now() - started) / 1000)} s\n`)
if (report.findings.length > 0) process.exitCode = 1
await cluster?.remove()
