import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { hashModel } from '@cambium/model/hash'
import { emitProject } from '../emit/index.ts'
import { migrationFiles, planMigration } from '../plan/index.ts'
import { buildModel, everythingModel } from './index.ts'
import { weakenRules } from './weakened-rules.ts'

const { model } = buildModel(everythingModel)
const hashes = hashModel(model)
interface GeneratedText {
  path: string
  text: string
}

/** Between them they have every kind of rule. */
const tested = ['Everything', 'User', 'Task', 'Note', 'Tag', 'Log', 'Membership']

describe('the decisions of generated tests', () => {
  let folder: string
  const emitted = emitProject(model, { hashes })
  const names = tested.flatMap((entity) => decisionNames(emitted, entity))

  before(() => {
    // Inside the repository, so that the packages are found.
    folder = mkdtempSync(fileURLToPath(new URL('../../.generated-', import.meta.url)))
    const plan = planMigration(null, model)
    const created = { plan, model, hashes, previous: null, at: new Date(0), title: 'create' }
    write([...emitted, ...migrationFiles(created)])
    write([{ path: 'package.json', text: '{ "type": "module" }' }])
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  function write(files: readonly GeneratedText[]): void {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
  }

  test('hold for rules as they are generated', async () => {
    const failed = await failedTests(folder)
    assert.deepEqual(failed, [])
    assert.ok(names.length > 60, `${names.length} decisions`)
  })

  const kinds = new Set<string>()
  for (const n of [0, 1, 2, 3]) {
    test(`notice when condition ${n + 1} of a rule is missing from its SQL`, async () => {
      const weaker = weakenRules(model, n)
      write(
        emitProject(weaker.model, { hashes }).filter(({ path }) =>
          path.endsWith('.queries.gen.ts'),
        ),
      )
      const failed = await failedTests(folder)
      const expected = weaker.weakenings.filter(
        ({ entity, scenario }) =>
          tested.includes(entity) && names.includes(`${entity} ${scenario}`),
      )
      assert.ok(expected.length > 0)
      for (const { entity, scenario, kind } of expected) {
        kinds.add(kind)
        assert.ok(failed.includes(scenario), `${entity}: nothing noticed: ${scenario}`)
      }
    })
  }

  test('were put to every kind of condition', () => {
    assert.deepEqual([...kinds].sort(), [
      'acl',
      'expression compare',
      'expression none',
      'expression path',
      'expression some',
      'no rule',
      'none',
      'only',
      'owner',
      'role',
      'signedIn',
    ])
  })
})

/** `Everything refuses read unless the caller is its owner`, of the tests of one entity. */
function decisionNames(files: readonly GeneratedText[], entity: string): string[] {
  const stem = entity.toLowerCase()
  const text = files.find(({ path }) => path.endsWith(`/${stem}.test.gen.ts`))?.text ?? ''
  const table = text.slice(text.indexOf('\ndecisions('))
  return [...table.matchAll(/^ {4}name: '(.*)',$/gm)].map(([, name]) => `${entity} ${name}`)
}

/** The names of the generated tests that fail. */
async function failedTests(folder: string): Promise<string[]> {
  const files = tested.map((entity) => {
    const stem = entity.toLowerCase()
    return `src/${stem}/${stem}.test.gen.ts`
  })
  const args = ['--test', '--test-isolation=none', '--test-reporter=tap', ...files]
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const output = await new Promise<string>((resolve, reject) => {
    execFile(
      process.execPath,
      args,
      { cwd: folder, env, timeout: 120_000, maxBuffer: 1e8 },
      (error, out) => (out === '' ? reject(error ?? new Error('no output')) : resolve(out)),
    )
  })
  assert.match(output, /^# tests [1-9]/m, output)
  return [...output.matchAll(/^ +not ok \d+ - (.*)$/gm)].map(([, name = '']) =>
    name.replaceAll('\\', ''),
  )
}
