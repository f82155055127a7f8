import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { buildModel, everythingModel } from '../testing/index.ts'
import { emitOpenapi } from './openapi/index.ts'
import { planProject } from './project-names.ts'
import { emitRoutes } from './routes/index.ts'

const project = planProject(buildModel(everythingModel).model, new Set())
const { text } = emitOpenapi(project)
const document = JSON.parse(text)

/** Every object in the document. */
function* objects(value: unknown): Generator<{ [key: string]: unknown }> {
  if (Array.isArray(value)) for (const item of value) yield* objects(item)
  else if (typeof value === 'object' && value !== null) {
    yield value as { [key: string]: unknown }
    for (const item of Object.values(value)) yield* objects(item)
  }
}

describe('emitOpenapi()', () => {
  test('refers only to components that are there', () => {
    for (const { $ref } of objects(document)) {
      if (typeof $ref !== 'string') continue
      const found = $ref
        .split('/')
        .slice(1)
        .reduce((at, key) => at?.[key], document)
      assert.ok(found, $ref)
    }
  })

  test('names each operation once', () => {
    const ids = [...objects(document.paths)].map(({ operationId }) => operationId).filter(Boolean)
    assert.equal(new Set(ids).size, ids.length)
  })

  test('has every route and no other', () => {
    const served = project.entities
      .filter(({ entity }) => entity.rest)
      .flatMap((plan) => [...emitRoutes(project, plan).text.matchAll(/server\.(\w+)\('([^']+)'/g)])
      .map(([, method, path]) => `${method} /api${path?.replaceAll(/:(\w+)/g, '{$1}')}`)
    const documented = Object.entries<object>(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations)
        .filter((method) => method !== 'parameters')
        .map((method) => `${method} ${path}`),
    )
    assert.deepEqual(documented.sort(), served.sort())
  })

  test('carries the words of the author, and the names of the entities as they are', () => {
    const { Everything, Problem, Page } = document.components.schemas
    assert.match(Everything.description, /^Has it all/)
    assert.match(Everything.properties.title.description, /^What it is called/)
    assert.ok(Problem.properties.class && Page.properties.class)
    assert.ok(document.components.schemas.ProblemDetails.properties.detail)
  })

  test('shows neither what is hidden nor what is never returned', () => {
    const { Everything, EverythingCreate } = document.components.schemas
    for (const name of ['internal', 'pass', 'key', 'deletedAt'])
      assert.ok(!(name in Everything.properties), name)
    for (const name of ['internal', 'set', 'label', 'id'])
      assert.ok(!(name in EverythingCreate.properties), name)
    for (const name of ['pass', 'key', 'fixed', 'likeIds'])
      assert.ok(name in EverythingCreate.properties, name)
    assert.ok(!('fixed' in document.components.schemas.EverythingUpdate.properties))
  })

  test('lets null be chosen where it may be', () => {
    const { mood, update } = document.components.schemas.Class.properties
    assert.equal(mood, undefined)
    assert.deepEqual(update, { type: ['string', 'null'], enum: ['a', 'b', null] })
  })

  test('asks for a token where the rule does', () => {
    assert.deepEqual(document.paths['/api/tags'].post.security, [{ bearer: [] }])
    assert.deepEqual(document.paths['/api/tags'].get.security, [{}, { bearer: [] }])
  })
})
