import assert from 'node:assert/strict'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { findEjected } from './ejected.ts'
import type { EmittedFile } from './emitted-file.ts'
import { manifestFile } from './manifest.ts'
import { writeProject } from './write-project.ts'

let project = ''
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'cambium-write-'))
})
afterEach(() => rmSync(project, { recursive: true, force: true }))

const routes: EmittedFile = { path: 'src/tasks/task.routes.gen.ts', text: 'export const a = 1\n' }
const schema: EmittedFile = { path: 'src/tasks/task.schema.gen.ts', text: 'export const b = 1\n' }
const hooks: EmittedFile = { path: 'src/tasks/task.hooks.ts', text: '// yours\n', owned: true }

function write(emitted: readonly EmittedFile[], more: { skipEdited?: boolean } = {}) {
  return writeProject(project, { generator: '0.1.0', emitted, ...more })
}
function put(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true })
  writeFileSync(join(project, path), text)
}
const text = (path: string) => readFileSync(join(project, path), 'utf8')

describe('writeProject', () => {
  test('creates generated and owned files and a manifest that names only the generated ones', () => {
    const result = write([routes, schema, hooks])
    assert.deepEqual(result.created, [hooks.path, routes.path, schema.path])
    const manifest = JSON.parse(text(manifestFile))
    assert.deepEqual(Object.keys(manifest.files), [routes.path, schema.path])
    assert.equal(manifest.generator, '0.1.0')
    assert.equal(existsSync(join(project, '.cambium/next')), false)
  })

  test('touches no file whose text stays the same', () => {
    write([routes, schema, hooks])
    for (const { path } of [routes, schema, hooks]) utimesSync(join(project, path), 1000, 1000)
    const result = write([routes, { ...schema, text: 'export const b = 2\n' }, hooks])
    assert.deepEqual(result.updated, [schema.path])
    assert.equal(statSync(join(project, routes.path)).mtimeMs, 1_000_000)
    assert.equal(statSync(join(project, hooks.path)).mtimeMs, 1_000_000)
    assert.notEqual(statSync(join(project, schema.path)).mtimeMs, 1_000_000)
  })

  test('writes nothing at all when one generated file was edited, and shows the edit', () => {
    write([routes, schema])
    put(routes.path, 'export const a = 1\n// mine\n')
    const next = [
      { ...routes, text: 'export const a = 2\n' },
      { ...schema, text: 'export const b = 2\n' },
    ]
    const result = write(next)
    assert.equal(result.written, false)
    assert.deepEqual(
      result.refused.map((entry) => entry.path),
      [routes.path],
    )
    assert.match(result.refused[0]?.patch ?? '', /^\+\/\/ mine$/m)
    assert.doesNotMatch(result.refused[0]?.patch ?? '', /a = 2/)
    assert.equal(text(schema.path), schema.text)
  })

  test('writes the others on request and refuses the edited file again the next time', () => {
    write([routes, schema])
    put(routes.path, 'mine\n')
    const next = [
      { ...routes, text: 'new\n' },
      { ...schema, text: 'export const b = 2\n' },
    ]
    assert.deepEqual(write(next, { skipEdited: true }).updated, [schema.path])
    assert.equal(text(routes.path), 'mine\n')
    assert.deepEqual(
      write(next).refused.map((entry) => entry.path),
      [routes.path],
    )
  })

  test('an edited file that is no longer generated is refused, an untouched one deleted', () => {
    write([routes, schema])
    put(routes.path, 'mine\n')
    const result = write([], { skipEdited: true })
    assert.deepEqual(result.deleted, [schema.path])
    assert.deepEqual(
      result.refused.map((entry) => entry.path),
      [routes.path],
    )
    assert.equal(text(routes.path), 'mine\n')
  })

  test('lists the owned files of a resource that is gone', () => {
    write([routes, schema, hooks])
    assert.deepEqual(write([]).leftovers, [hooks.path])
    assert.equal(text(hooks.path), hooks.text)
  })

  test('never writes an owned file that exists', () => {
    put(hooks.path, 'my logic\n')
    write([hooks])
    assert.equal(text(hooks.path), 'my logic\n')
  })

  test('a generated file nobody recorded is adopted when equal and refused when not', () => {
    put(routes.path, routes.text)
    put(schema.path, 'something else\n')
    const result = write([routes, schema], { skipEdited: true })
    assert.deepEqual(result.unchanged, [routes.path])
    assert.deepEqual(
      result.refused.map((entry) => entry.path),
      [schema.path],
    )
  })

  test('line endings rewritten by version control are no edit', () => {
    write([routes])
    put(routes.path, routes.text.replaceAll('\n', '\r\n'))
    assert.deepEqual(write([{ ...routes, text: 'export const a = 2\n' }]).updated, [routes.path])
  })

  test('a manifest with conflict markers still tells generated texts from edits', () => {
    write([routes])
    const ours = text(manifestFile)
    write([{ ...routes, text: 'theirs\n' }])
    put(manifestFile, `<<<<<<< ours\n${ours}=======\n${text(manifestFile)}>>>>>>> theirs\n`)
    assert.deepEqual(write([{ ...routes, text: 'merged\n' }]).updated, [routes.path])
    assert.doesNotMatch(text(manifestFile), /<<<|>>>/)
  })

  test('refuses to plan a path outside the project', () => {
    assert.throws(() => write([{ path: '../x.gen.ts', text: '' }]), /no path inside the project/)
    assert.throws(() => write([{ path: 'src/x.ts', text: '' }]), /no generated name/)
  })
})

describe('findEjected', () => {
  test('a part of a resource is ejected by its name, a test or a project file only by its record', () => {
    put('src/tasks/task.routes.ts', '')
    put('src/tasks/task.test.ts', '')
    put('src/app.ts', '')
    const paths = [routes.path, 'src/tasks/task.test.gen.ts', 'src/app.gen.ts']
    assert.deepEqual([...findEjected(project, paths)], [routes.path])
    put('.cambium/ejected/src/app.gen.ts', 'old\n')
    assert.deepEqual([...findEjected(project, paths)], [routes.path, 'src/app.gen.ts'])
  })
})
