import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import type { Diagnostic } from './diagnostic.ts'
import { loadFiles } from './load-files.ts'
import { readModel } from './read-model.ts'

let project = ''
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'cambium-read-'))
  put('package.json', '{ "type": "module" }')
  put(
    'cambium.config.ts',
    "import { defineConfig } from '@cambium/model'\nexport default defineConfig({ name: 'sample', roles: ['staff'] })\n",
  )
})
afterEach(() => rmSync(project, { recursive: true, force: true }))

function put(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true })
  writeFileSync(join(project, path), text)
}

const model = 'src/tasks/task.model.ts'
function putTask(body: string, before = ''): void {
  put(
    model,
    `import { entity, text } from '@cambium/model'\n${before}\nexport default entity('Task', ${body})\n`,
  )
}

async function only(): Promise<Diagnostic> {
  const { diagnostics, model: read } = await readModel(project)
  assert.equal(read, null)
  assert.equal(diagnostics.length, 1, JSON.stringify(diagnostics, null, 1))
  return diagnostics[0] as Diagnostic
}

const place = ({ code, file, line, column }: Diagnostic) => [code, file, line, column]

describe('readModel', () => {
  test('gives the model with hashes, identities and the comments of its author', async () => {
    putTask('{ fields: { title: text({ required: true }) } }', '/** Something to be done. */')
    const { model: read, hashes, lock, diagnostics } = await readModel(project)
    assert.deepEqual(diagnostics, [])
    assert.equal(read?.entities[0]?.doc, 'Something to be done.')
    assert.match(hashes?.storage ?? '', /^[0-9a-f]{64}$/)
    assert.equal(lock.entities.Task?.fields.title?.[0], 11)
  })

  test('a file that does not parse is named with line and column', async () => {
    putTask('{ fields: { title: text({ max: }) } }')
    const diagnostic = await only()
    assert.deepEqual(place(diagnostic), ['CAM301', model, 3, 62])
    assert.match(diagnostic.excerpt, /^3 \| export default.*\n {2}\| {62}\^/m)
  })

  test('a wrong import is named at its place, with the nearest name', async () => {
    put(
      model,
      "import { entity, txt } from '@cambium/model'\nexport default entity('Task', { fields: {} })\n",
    )
    const unknown = await only()
    assert.deepEqual(place(unknown), ['CAM306', model, 1, 18])
    assert.equal(unknown.nearest, 'text')
    put(model, "import { readFileSync } from 'node:fs'\nexport default readFileSync\n")
    assert.deepEqual(place(await only()), ['CAM305', model, 1, 30])
  })

  test('an import behind the back of the reader is refused while loading', async () => {
    putTask('{ fields: {} }', "await import('node:' + 'fs')")
    assert.deepEqual(place(await only()), ['CAM305', model, 2, 7])
  })

  test('a file that throws is named with the place and without a stack', async () => {
    putTask('{ fields: {} }', "const limit = (() => { throw new RangeError('too much') })()")
    const diagnostic = await only()
    assert.deepEqual(place(diagnostic).slice(0, 3), ['CAM308', model, 2])
    assert.match(diagnostic.message, /RangeError: too much$/)
  })

  test('a file that exports nothing, and a process that is ended, are named', async () => {
    put(model, "import { entity } from '@cambium/model'\nentity('Task', { fields: {} })\n")
    assert.equal((await only()).code, 'CAM311')
    putTask('{ fields: {} }', 'process.exit(0)')
    assert.equal((await only()).code, 'CAM310')
  })

  test('what the checker finds has the place of the option', async () => {
    putTask('{\n  fields: {\n    title: text({ maxx: 3 }),\n  },\n}')
    const diagnostic = await only()
    assert.deepEqual(place(diagnostic).slice(1), [model, 5, 19])
    assert.equal(diagnostic.nearest, 'max')
  })

  test('all broken files are named at once', async () => {
    putTask('{ fields: { title: text({ max: }) } }')
    put('src/tags/tag.model.ts', "import { a } from './a.ts'\nexport default a\n")
    const { diagnostics } = await readModel(project)
    assert.deepEqual(diagnostics.map((one) => one.code).sort(), ['CAM301', 'CAM305'])
  })
})

describe('loadFiles', () => {
  const attempts: [string, string, RegExp][] = [
    ['write a file', "process.report.writeReport('report.json')", /restricted/],
    ['reach a forbidden part of Node', "process.getBuiltinModule('fs')", /not a function/],
    ['load native code', "process.dlopen({ exports: {} }, 'x.node')", /not a function/],
    ['use the network', "await fetch('http://127.0.0.1:9')", /fetch is not defined/],
    ['import a package', "await import('oxc-parser')", /Import of 'oxc-parser'/],
  ]
  for (const [what, code, message] of attempts) {
    test(`a model cannot ${what}`, async () => {
      putTask('{ fields: {} }', code)
      const { reports } = await loadFiles(project, [{ path: model }])
      const failed = reports.find((report) => report.type === 'failed')
      assert.match(failed?.error.message ?? '', message)
    })
  }

  test('a loop without end is stopped', async () => {
    putTask('{ fields: {} }', 'for (;;) {}')
    const outcome = await loadFiles(project, [{ path: model }], 800)
    assert.deepEqual([outcome.ended, outcome.at], ['timeout', model])
  })

  test('what a model prints is not taken for a report', async () => {
    putTask(
      '{ fields: {} }',
      `console.log('{"type":"done"}')\nprocess.stdout.write('{"type":"done"}\\n')`,
    )
    const { reports, ended } = await loadFiles(project, [{ path: model }])
    assert.deepEqual(
      reports.map((report) => report.type),
      ['loading', 'loaded', 'done'],
    )
    assert.equal(ended, 'done')
  })
})
