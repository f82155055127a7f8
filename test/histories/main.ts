// Random histories of a model, migrated by the runtime in a process that is broken off now and then:
// npm run test:migrations -- [steps] [seed] [--server] [--broken 0.3]
// With --online ROWS instead: a table of so many rows is changed on a server while others write to it.
// With --entities COUNT: so many tables are made in one migration and changed in another.
import process from 'node:process'
import { parseArgs } from 'node:util'
import { runFuzz } from '../../packages/generator/src/proof/fuzz/index.ts'
import {
  createPostgresEngine,
  type Engine,
  openPglite,
  type PgliteServer,
} from '../../packages/generator/src/proof/index.ts'
import { startCluster } from '../postgres/index.ts'
import {
  createMigrator,
  createTrial,
  openMigratedFile,
  openMigratedSchema,
  runLargeTrial,
  runOnlineTrial,
  type Trial,
} from './index.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    server: { type: 'boolean' },
    online: { type: 'string' },
    entities: { type: 'string' },
    broken: { type: 'string', default: '0.3' },
  },
})
const [steps = '500', seed = '1'] = positionals
const given = process.env.CAMBIUM_TEST_POSTGRES_URL
const wantsServer =
  values.server || [values.online, values.entities].some((value) => value !== undefined)
const cluster = given === undefined && wantsServer ? await startCluster({ durable: false }) : null
if (cluster === undefined) {
  console.error('PostgreSQL is not installed: apt-get install postgresql, or leave --server away.')
  process.exit(3)
}
const url = given ?? cluster?.url
if (values.online !== undefined && url !== undefined) {
  console.table(await runOnlineTrial(url, Number(values.online)))
} else if (values.entities !== undefined && url !== undefined) {
  console.table(await runLargeTrial(url, Number(values.entities)))
} else {
  await runHistories()
}
await cluster?.remove()

async function runHistories(): Promise<void> {
  const pglite = url === undefined ? await openPglite(import.meta.dirname) : null
  const migrator = createMigrator()
  const trial = createTrial(migrator, { seed: Number(seed), broken: Number(values.broken) })
  const started = performance.now()
  const report = await runFuzz({
    steps: Number(steps),
    seed: Number(seed),
    openEngines: (history) => openEngines(trial, pglite, history),
  })
  for (const failure of report.failures) console.error(failure)
  console.log({
    ...report,
    ...trial.counts,
    databases: ['SQLite', url === undefined ? 'PostgreSQL in the process' : 'a PostgreSQL server'],
    failures: report.failures.length,
    seconds: Math.round((performance.now() - started) / 1000),
  })
  await migrator.close()
  await pglite?.close()
  process.exitCode = report.failures.length > 0 ? 1 : 0
}

async function openEngines(
  trial: Trial,
  pglite: PgliteServer | null,
  history: number,
): Promise<Engine[]> {
  const name = `history_${process.pid}_${history}`
  const engines = [await openMigratedFile(trial)]
  if (url !== undefined) engines.push(await openMigratedSchema(trial, url, name))
  else if (pglite) engines.push(await createPostgresEngine(pglite, name))
  return engines
}
