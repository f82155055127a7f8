// Runs the tests that are over in some minutes; with --all every test, or those of the paths given:
//   npm test    npm test -- --all    npm test -- packages/runtime
// What is tried through whole applications runs twice: on SQLite and on PostgreSQL.
import { globSync } from 'node:fs'
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
/** They live through whole projects, or end processes again and again. */
const long = [
  'packages/generator/src/cli/dev/',
  'packages/generator/src/cli/import/hard-names.test.ts',
  'packages/generator/src/cli/merge/',
  'packages/generator/src/cli/migrate/',
  'packages/generator/src/cli/rename/',
  'packages/generator/src/cli/upgrade/',
  'packages/generator/src/cli/why/',
  'packages/generator/src/testing/decisions.test.ts',
  'packages/runtime/src/app/work/',
  'packages/runtime/src/http/files/browser.test.ts',
  'test/conformance/injection/',
  'test/end-to-end/',
  'test/gradual/',
  'test/import/',
  'test/keys/',
  'test/life/',
  'test/transfer/',
]
/** Their tests start applications with `startTestApp`, which CAMBIUM_TEST_DATABASE gives a database. */
const onBothDatabases = ['examples/', 'packages/runtime/src/testing/']
// On the server inside the process this would take minutes.
if (process.env.CAMBIUM_TEST_POSTGRES_URL) onBothDatabases.push('test/conformance/')
const [first, ...others] = process.argv.slice(2)
const isAll = first === '--all'
const paths = isAll || first === undefined ? others : [first, ...others]
const chosen = paths.map((path) => relative(root, path) || '.')
const started = Date.now()

process.chdir(root)
const found = globSync(chosen.length > 0 ? chosen.flatMap(patternsOf) : everything, {
  exclude: ['**/node_modules/**'],
}).sort()
const isShort = !isAll && chosen.length === 0
const files = isShort ? found.filter((file) => !long.some((path) => file.startsWith(path))) : found
const again = files.filter((file) => onBothDatabases.some((folder) => file.startsWith(folder)))
const runs = [await runFiles(files, {})]
if (again.length > 0) runs.push(await runFiles(again, { CAMBIUM_TEST_DATABASE: 'postgres' }))
report()

function patternsOf(path) {
  return path.endsWith('.ts') ? [path] : [`${path}/**/*.test.ts`, `${path}/**/*.test.gen.ts`]
}

/** Prints how the tests end; their totals. */
function runFiles(chosenFiles, settings) {
  const where = Object.values(settings).join(' ')
  if (where !== '') console.log(`\nThe same applications on ${where}\n`)
  return new Promise((resolve) => {
    let totals
    run({
      files: chosenFiles,
      concurrency: availableParallelism(),
      timeout: 300_000,
      execArgv: ['--disable-warning=ExperimentalWarning'],
      env: { ...process.env, ...settings },
    })
      .on('test:summary', ({ file, counts }) => {
        if (file === undefined) totals = counts
      })
      .compose(spec())
      .on('end', () => resolve(totals))
      .pipe(process.stdout, { end: false })
  })
}

function report() {
  const failed = runs.some(
    (totals) => totals === undefined || totals.failed + totals.cancelled > 0 || totals.tests === 0,
  )
  process.exitCode = failed ? 1 : 0
  const sum = (name) => runs.reduce((total, totals) => total + (totals?.[name] ?? 0), 0)
  const seconds = Math.round((Date.now() - started) / 1000)
  process.once('exit', () => {
    console.log(`\n${sum('tests')} tests in ${seconds} s`)
    const left = found.length - files.length
    if (left > 0) console.log(`${left} files of long tests were left out: npm test -- --all`)
    console.log(
      `Tests: ${sum('passed')} passed, ${sum('failed') + sum('cancelled')} failed, ${sum('skipped')} skipped`,
    )
  })
}
