// Runs tests with a PostgreSQL server of their own: npm run test:postgres -- packages/runtime. Without paths, the tests
// that have something to say about PostgreSQL.
import { spawn } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { startCluster } from '../test/postgres/index.ts'

const usual = [
  'packages/runtime/src/database',
  'packages/runtime/src/migrate',
  'packages/runtime/src/operation',
  'packages/runtime/src/queue',
  'packages/runtime/src/testing',
  'test/gradual',
  'test/histories',
  'test/import',
  'test/conformance',
  'packages/generator/src/drift',
  'packages/generator/src/cli/migrate/server-database.test.ts',
  'packages/generator/src/cli/why',
  'examples/shop/src',
  'examples/tasks/src',
]
const [first, ...rest] = process.argv.slice(2)
const everything = first === '--all'
const paths = everything || first === undefined ? rest : [first, ...rest]
const runner = fileURLToPath(new URL('run-tests.mjs', import.meta.url))

const cluster = await startCluster({ durable: false })
if (cluster === undefined) {
  console.error(
    'PostgreSQL is not installed: apt-get install postgresql, or brew install postgresql.',
  )
  process.exit(3)
}
const child = spawn(
  process.execPath,
  [runner, ...(everything ? ['--all', ...paths] : paths.length > 0 ? paths : usual)],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      CAMBIUM_TEST_POSTGRES_URL: cluster.url,
      CAMBIUM_TEST_POSTGRES_REQUIRED: '1',
    },
  },
)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', async (code) => {
  await cluster.remove()
  process.exitCode = code ?? 1
})
