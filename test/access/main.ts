// The two tests of access on random models: npm run test:access -- [--long] [--seed 1] [--database sqlite|postgres]
// [--requests N] [--only matrix|interference]. On PostgreSQL it starts a server where one is installed, else the one
// inside the process.
import process from 'node:process'
import { parseArgs } from 'node:util'
import { startCluster } from '../postgres/index.ts'
import { describeInterference, runInterference } from './interference/index.ts'
import { describeMatrix, runMatrix } from './matrix/index.ts'

const { values } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    requests: { type: 'string' },
    seed: { type: 'string', default: '1' },
    database: { type: 'string', default: 'sqlite' },
    only: { type: 'string' },
  },
})

const requests = Number(values.requests ?? (values.long ? 100_000 : 2_000))
const seed = Number(values.seed)
const database = values.database === 'postgres' ? 'postgres' : 'sqlite'
const isOwnServer = database === 'postgres' && !process.env.CAMBIUM_TEST_POSTGRES_URL
const cluster = isOwnServer ? await startCluster({ durable: false }) : undefined
if (cluster !== undefined) process.env.CAMBIUM_TEST_POSTGRES_URL = cluster.url

const started = performance.now()
if (values.only !== 'interference') {
  const report = await runMatrix({
    seed,
    database,
    cells: requests,
    cellsPerWorld: 500,
    onProgress: ({ worlds, cells }) => tell(`matrix: ${worlds} models, ${cells} cells`),
  })
  process.stdout.write(`Matrix on ${database}, seed ${seed}\n${describeMatrix(report)}\n`)
  if (report.differences.length > 0) process.exitCode = 1
}
if (values.only !== 'matrix') {
  const report = await runInterference({
    seed,
    database,
    requests,
    requestsPerPair: 150,
    pairsPerWorld: 4,
    onProgress: (found) => tell(`interference: ${found.pairs} pairs, ${found.requests} requests`),
  })
  process.stdout.write(
    `Non-interference on ${database}, seed ${seed}\n${describeInterference(report)}\n`,
  )
  if (report.leaks.length > 0) process.exitCode = 1
}
process.stdout.write(`${Math.round((performance.now() - started) / 1000)} s\n`)
await cluster?.remove()

function tell(words: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${words}  `)
}
