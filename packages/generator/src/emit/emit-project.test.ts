import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  choice,
  datetime,
  type EntityDefinition,
  entity,
  file,
  one,
  password,
  role,
  text,
  vector,
} from '@cambium/model'
import { buildModel, everythingModel } from '../testing/index.ts'
import { type EmittedFile, emitProject, refusals } from './index.ts'

const hashes = { storage: 's', api: 'a', policy: 'p' }
const everything = buildModel(everythingModel)

function emit(definitions: readonly EntityDefinition[]): EmittedFile[] {
  return emitProject(buildModel(definitions).model, { hashes })
}

function textOf(files: readonly EmittedFile[], path: string): string {
  const found = files.find((candidate) => candidate.path === path)
  assert.ok(found, `${path} is not among the files`)
  return found.text
}

describe('emitProject()', () => {
  const files = emitProject(everything.model, { hashes })

  test('gives the same bytes for the same model', () => {
    const copy = JSON.parse(JSON.stringify(everything.model))
    assert.deepEqual(emitProject(copy, { hashes }), files)
  })

  test('tries too long a text where one can be sent at all', () => {
    const tests = (max: number): string => {
      const note = entity('Note', { fields: { body: text({ max }) }, access: { create: 'public' } })
      const [found] = emit([note]).filter(({ path }) => path.endsWith('.test.gen.ts'))
      return found?.text ?? assert.fail('no tests are generated')
    }
    assert.match(tests(400), /too long a text for body/)
    assert.doesNotMatch(tests(1_398_104), /too long a text/)
  })

  test('cuts a slug to the length its field allows', () => {
    const operations = files.find((file) => file.text.includes('slugify('))
    assert.match(operations?.text ?? '', /slugify\(input\.title, 40\) \|\| newId\(\)/)
  })

  test('writes each path once, generated or owned by its name', () => {
    assert.equal(new Set(files.map(({ path }) => path)).size, files.length)
    for (const { path, owned } of files) {
      assert.equal(owned, !path.includes('.gen.') && !path.startsWith('.cambium/'), path)
    }
  })

  test('says in the first line where a file comes from, and nothing in owned ones', () => {
    const generated = files.filter(({ path }) => path.endsWith('.gen.ts'))
    for (const { text } of generated)
      assert.match(text, /^\/\/ Generated from .*\. Do not edit: .*\.\n\n/)
    for (const { text } of files.filter(({ owned }) => owned))
      assert.doesNotMatch(text, /Generated/)
  })

  test('has no branch for a database, no suppression and no trailing space', () => {
    for (const { path, text } of files.filter((candidate) => candidate.path.endsWith('.ts'))) {
      assert.doesNotMatch(text, /sqlite|postgres|dialect|biome-[i]gnore|@ts-|eslint/i, path)
      assert.doesNotMatch(text, /[ \t]\n|\n\n\n|\t/, path)
    }
  })

  test('keeps a resource within about 400 lines', () => {
    const parts = ['schema', 'queries', 'operations', 'routes']
    const lines = parts.flatMap((part) =>
      textOf(emit([task]), `src/task/task.${part}.gen.ts`).split('\n'),
    )
    assert.ok(lines.length <= 400, `${lines.length} lines`)
  })

  test('imports an ejected file under its owned name, and still returns what it would be', () => {
    const path = 'src/task/task.operations.gen.ts'
    for (const ejected of [path, 'src/task/task.operations.ts']) {
      const emitted = emitProject(buildModel([task]).model, { hashes, ejected: [ejected] })
      assert.match(textOf(emitted, 'src/task/task.routes.gen.ts'), /'\.\/task\.operations\.ts'/)
      assert.match(textOf(emitted, 'src/app.gen.ts'), /'\.\/task\/task\.operations\.ts'/)
      assert.match(textOf(emitted, path), /defineCreate\(task,/)
    }
  })

  test('closes an operation without a rule to all but the role admin', () => {
    const queries = textOf(
      emit([entity('Task', { fields: { title: text() } })]),
      'src/task/task.queries.gen.ts',
    )
    assert.match(
      queries,
      /\/\*\* delete: no rule.*\*\/\nexport const mayDeleteTask: Rule<Task> = adminOnly/,
    )
  })

  test('keeps the rows of others and of nobody apart in a negated rule', () => {
    const open = entity('Task', {
      fields: { title: text(), author: one('User', {}) },
      access: {
        read: ['public', (t, u) => t.authorId !== u.id],
        update: [role('staff'), (t, u) => t.authorId !== u.id],
        create: [(t) => t.title !== null, (t, u) => t.authorId !== u.id],
      },
    })
    const queries = textOf(emit([open, user]), 'src/task/task.queries.gen.ts')
    assert.match(queries, /mayReadTask: Rule<Task> = anyone/)
    assert.match(
      queries,
      /caller\.signedIn && sql`"tasks"\."author_id" is distinct from \$\{caller\.id\}`/,
    )
  })

  test('gives an upsert to an entity whose model says what names a record', () => {
    const part = (upsert: 'id' | 'sku') =>
      entity('Part', {
        fields: { sku: text({ required: true, max: 20, unique: true }) },
        api: { upsert },
        access: { read: 'public', create: 'signedIn', update: 'signedIn' },
      })
    const routes = (upsert: 'id' | 'sku') =>
      textOf(emit([part(upsert)]), 'src/part/part.routes.gen.ts')
    assert.match(routes('id'), /server\.put\('\/parts\/:id'/)
    assert.match(routes('sku'), /server\.put\('\/parts\/sku\/:sku'/)
    const operations = textOf(emit([part('sku')]), 'src/part/part.operations.gen.ts')
    assert.match(
      operations,
      /upsertPart: UpsertOperation<Part, PartCreate> = defineUpsert\(part, \{\n {2}by: 'sku'/,
    )
    const { paths } = JSON.parse(textOf(emit([part('sku')]), 'openapi.gen.json'))
    assert.ok(paths['/api/parts/sku/{sku}'].put)
  })

  test('writes no REST files for an entity that has none', () => {
    assert.ok(!files.some(({ path }) => path.includes('/hidden') && /routes|test\.gen/.test(path)))
    assert.ok(!textOf(files, 'openapi.gen.json').includes('/api/hidden'))
  })
})

const user = entity('User', { fields: { name: text() }, access: { read: 'signedIn' } })
const task = entity('Task', {
  fields: {
    title: text({ required: true, max: 100 }),
    status: choice(['open', 'done'], { default: 'open' }),
    startsAt: datetime(),
  },
  access: { read: 'signedIn', create: 'signedIn', update: 'signedIn', delete: 'signedIn' },
})
describe('refusals()', () => {
  test('is empty for what can be generated', () => {
    assert.deepEqual(refusals(everything.model), [])
  })

  test('names every field whose storage comes later', () => {
    const later = entity('Later', {
      fields: {
        position: vector({ dimensions: 3 }),
        secret: password(),
      },
    })
    const found = refusals(buildModel([later]).model)
    assert.deepEqual(
      found.map(({ code, path }) => [code, path.join('.')]),
      ['position', 'secret'].map((name) => ['CAM401', `Later.fields.${name}`]),
    )
    assert.ok(
      found.every(
        ({ message }) =>
          message.endsWith('comes with a later version') || message.includes('later version'),
      ),
    )
  })

  test('names what would stand where files are uploaded and fetched', () => {
    const paper = entity('File', { fields: { history: file(), cv: file({ many: true }) } })
    const found = refusals(buildModel([paper, entity('Note', { fields: { a: text() } })]).model)
    assert.deepEqual(
      found.map(({ code, path }) => [code, path.join('.')]),
      [
        ['CAM408', 'File'],
        ['CAM408', 'File.fields.history'],
      ],
    )
    const other = entity('Upload', { fields: { a: text() } })
    assert.deepEqual(refusals(buildModel([other]).model), [])
  })

  test('names tenants in schemas of their own', () => {
    const tenants = buildModel([user], {
      config: { tenancy: { entity: 'User', isolation: 'schema' } },
    })
    assert.deepEqual(
      refusals(tenants.model).map(({ code }) => code),
      ['CAM404'],
    )
  })
})
