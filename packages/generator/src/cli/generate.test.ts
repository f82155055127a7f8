import assert from 'node:assert/strict'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { createSample } from './fixture/index.ts'

let sample: ReturnType<typeof createSample>
beforeEach(() => {
  sample = createSample()
})
afterEach(() => sample.remove())

const routes = 'src/notes/note.routes.gen.ts'
const ownRoutes = 'src/notes/note.routes.ts'

describe('cambium generate', () => {
  test('writes everything, then nothing', () => {
    const first = sample.run('generate')
    assert.equal(first.code, 0, first.err)
    assert.match(first.out, /1 entity: created \d+/)
    assert.match(first.out, /First migration: migrations\/\d{8}T\d{6}_create/)
    for (const path of [routes, 'src/app.gen.ts', 'src/notes/note.hooks.ts', 'model.lock.json']) {
      assert.ok(sample.has(path), path)
    }
    const second = sample.run('generate')
    assert.match(second.out, /^1 entity: unchanged \d+\n$/)
    assert.equal(sample.run('check').code, 0)
  })

  test('--check and --diff write nothing and say what is out of date', () => {
    const check = sample.run('generate', '--check')
    assert.equal(check.code, 1)
    assert.match(check.out, /^missing +src\/notes\/note\.routes\.gen\.ts$/m)
    assert.equal(sample.has(routes), false)
    sample.run('generate')
    sample.putModel('\n    stars: int({ min: 1, max: 5 }),')
    const diff = sample.run('generate', '--diff')
    assert.equal(diff.code, 0)
    assert.match(diff.out, /^\+ {2}stars: number \| null$/m)
    assert.equal(sample.run('generate', '--check').code, 1)
  })

  test('a broken model is shown at its place and changes nothing', () => {
    sample.run('generate')
    const before = sample.text(routes)
    sample.putModel('\n    stars: int({ minn: 1 }),')
    const { code, err } = sample.run('generate')
    assert.equal(code, 1)
    assert.match(err, /src\/notes\/note\.model\.ts:7:18/)
    assert.match(err, /Did you mean 'min'\?/)
    assert.equal(sample.text(routes), before)
    const json = JSON.parse(sample.run('generate', '--json').out)
    assert.deepEqual(
      [json.ok, json.diagnostics[0].line, json.diagnostics[0].nearest],
      [false, 7, 'min'],
    )
  })

  test('two runs at once both end well', async () => {
    const { spawn } = await import('node:child_process')
    const bin = join(import.meta.dirname, '../../bin/cambium.mjs')
    const run = () =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, [bin, 'generate'], {
          cwd: sample.folder,
          stdio: 'ignore',
        })
        child.on('exit', resolve)
      })
    assert.deepEqual(await Promise.all([run(), run()]), [0, 0])
    assert.equal(readdirSync(join(sample.folder, 'migrations')).length, 1)
    assert.equal(sample.run('check').code, 0)
  })

  test('a model that is gone takes its generated files along and lists the owned ones', () => {
    sample.run('generate')
    rmSync(join(sample.folder, 'src/notes/note.model.ts'))
    const { out } = sample.run('generate')
    assert.equal(sample.has(routes), false)
    assert.match(out, /Left over, yours to delete: src\/notes\/note\.hooks\.ts/)
  })
})

describe('an edited generated file', () => {
  beforeEach(() => {
    sample.run('generate')
    sample.put(routes, `${sample.text(routes)}// mine\n`)
  })

  test('is refused with the edit as a patch and both ways out, and nothing is written', () => {
    sample.putModel('\n    stars: int(),')
    const { code, err } = sample.run('generate')
    assert.equal(code, 1)
    assert.match(err, /note\.routes\.gen\.ts is generated and was edited/)
    assert.match(err, /^\+\/\/ mine$/m)
    assert.match(err, /cambium eject .*note\.routes\.gen\.ts/)
    assert.match(err, /cambium restore .*note\.routes\.gen\.ts/)
    assert.doesNotMatch(sample.text('src/notes/note.schema.gen.ts'), /stars/)
    assert.equal(sample.run('check').code, 1)
  })

  test('is left alone on request while the others are written', () => {
    sample.putModel('\n    stars: int(),')
    assert.equal(sample.run('generate', '--skip-edited').code, 1)
    assert.match(sample.text('src/notes/note.schema.gen.ts'), /stars/)
    assert.match(sample.text(routes), /\/\/ mine/)
  })

  test('is given up by restore, which keeps a copy', () => {
    const { code, out } = sample.run('restore', routes)
    assert.equal(code, 0)
    assert.match(out, /is kept in \.cambium\/restored\/src\/notes\/note\.routes\.gen\.ts/)
    assert.doesNotMatch(sample.text(routes), /mine/)
    assert.match(sample.text(`.cambium/restored/${routes}`), /mine/)
  })

  test('becomes owned by eject with its edit, and is imported under its new name', () => {
    const { code } = sample.run('eject', routes)
    assert.equal(code, 0)
    assert.equal(sample.has(routes), false)
    assert.match(sample.text(ownRoutes), /\/\/ mine/)
    assert.doesNotMatch(sample.text(ownRoutes), /Do not edit/)
    assert.match(sample.text('src/app.gen.ts'), /'\.\/notes\/note\.routes\.ts'/)
    assert.equal(sample.run('check').code, 0)
  })
})

describe('an ejected file', () => {
  const schema = 'src/notes/note.schema.gen.ts'
  const ownSchema = 'src/notes/note.schema.ts'
  beforeEach(() => {
    sample.run('generate')
    sample.run('eject', schema)
    sample.putModel('\n    stars: int(),')
  })

  test('is shown the patch it is missing until it is noted as merged', () => {
    const { code, err } = sample.run('generate')
    assert.equal(code, 0, err)
    assert.match(err, /note\.schema\.ts is ejected.*\n(.*\n)*\+ {2}stars: number \| null/)
    sample.run('migrate', 'save')
    assert.equal(sample.run('check').code, 1)
    sample.run('eject', '--merged', ownSchema)
    assert.equal(sample.run('check').code, 0)
    assert.doesNotMatch(sample.text(ownSchema), /stars/)
  })

  test('is generated again after restore, or after its owned file was deleted', () => {
    sample.run('restore', ownSchema)
    assert.match(sample.text(schema), /stars/)
    assert.equal(sample.has(ownSchema), false)
    sample.run('eject', schema)
    rmSync(join(sample.folder, ownSchema))
    sample.run('generate')
    assert.match(sample.text(schema), /stars/)
    assert.equal(sample.has(`.cambium/ejected/${schema}`), false)
  })
})

describe('cambium migrate save', () => {
  test('writes what changed since the last migration, once', () => {
    sample.run('generate')
    sample.putModel('\n    stars: int(),')
    assert.match(sample.run('generate').out, /cambium migrate save/)
    assert.equal(sample.run('check').code, 1)
    const { code, out } = sample.run('migrate', 'save', 'add stars')
    assert.equal(code, 0)
    assert.match(out, /_add_stars, tried on SQLite and PostgreSQL\n {2}add column notes\.stars/)
    assert.match(sample.run('migrate', 'save').out, /Nothing to save/)
    assert.equal(sample.run('check').code, 0)
  })

  test('refuses what could lose data and says what', () => {
    sample.putModel('\n    stars: int(),')
    sample.run('generate')
    sample.putModel()
    const { code, err } = sample.run('migrate', 'save')
    assert.equal(code, 3)
    assert.match(err, /notes\.stars: the model no longer has this field/)
    assert.match(err, /cambium migrate save --drop Note\.stars/)
  })
})
