// Runs every test, or those of the paths given: npm test -- packages/runtime
import { availableParallelism } from 'node:os'
import { relative } from 'node:path'
import process from 'node:process'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const everything = [
  'packages/*/src/**/*.test.ts',
  'test/**/*.test.ts',
  'examples/*/src/**/*.test.ts',
  'examples/*/src/**/*.test.gen.ts',
]
const chosen = process.argv.slice(2).map((path) => relative(root, path) || '.')
const globPatterns = chosen.flatMap((path) =>
  path.endsWith('.ts') ? [path] : [`${path}/**/*.test.ts`, `${path}/**/*.test.gen.ts`],
)

const started = Date.now()
let totals

process.chdir(root)
run({
  globPatterns: chosen.length > 0 ? globPatterns : everything,
  concurrency: availableParallelism(),
  timeout: 300_000,
  execArgv: ['--disable-warning=ExperimentalWarning'],
})
  .on('test:summary', ({ file, counts }) => {
    if (file === undefined) totals = counts
  })
  .compose(spec())
  .on('end', report)
  .pipe(process.stdout)

function report() {
  const failed = totals === undefined || totals.failed + totals.cancelled > 0 || totals.tests === 0
  process.exitCode = failed ? 1 : 0
  const { tests = 0, passed = 0, failed: failures = 0, cancelled = 0, skipped = 0 } = totals ?? {}
  const seconds = Math.round((Date.now() - started) / 1000)
  process.once('exit', () => {
    console.log(`\n${tests} tests in ${seconds} s`)
    console.log(`Tests: ${passed} passed, ${failures + cancelled} failed, ${skipped} skipped`)
  })
}
