// Random requests against the examples: node test/conformance/main.ts --requests 200000 --seed 1 --database postgres
import process from 'node:process'
import { parseArgs } from 'node:util'
import { startCluster } from '../postgres/index.ts'
import { exampleNames } from './example-project.ts'
import { runRequests } from './run-requests.ts'

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '200000' },
    seed: { type: 'string', default: '1' },
    database: { type: 'string', default: 'sqlite' },
  },
})

const requests = Number(values.requests)
const seed = Number(values.seed)
const database = values.database === 'postgres' ? 'postgres' : 'sqlite'
// A server of its own where PostgreSQL is installed, else the one inside the process.
const isOwnServer = database === 'postgres' && !process.env.CAMBIUM_TEST_POSTGRES_URL
const cluster = isOwnServer ? await startCluster({ durable: false }) : undefined
if (cluster !== undefined) process.env.CAMBIUM_TEST_POSTGRES_URL = cluster.url
const ways = exampleNames.flatMap((example) => [
  { example, over: 'inject', requests: Math.ceil(requests * 0.4) } as const,
  { example, over: 'socket', requests: Math.ceil(requests * 0.1) } as const,
])

for (const way of ways) {
  const started = performance.now()
  const report = await runRequests({ ...way, seed, database })
  const seconds = Math.round((performance.now() - started) / 1000)
  const { statuses, operations, faults, slowestMs } = report
  console.log(`${way.example} over ${way.over}: ${report.requests} requests in ${seconds} s`)
  console.log(`  statuses ${JSON.stringify(statuses)}, slowest ${Math.round(slowestMs)} ms`)
  for (const [operation, counts] of Object.entries(operations)) {
    console.log(`  ${operation} ${JSON.stringify(counts)}`)
  }
  console.log(`  faults ${faults.length}`)
  for (const fault of faults) console.log(fault)
  if (faults.length > 0) process.exitCode = 1
}
await cluster?.remove()
