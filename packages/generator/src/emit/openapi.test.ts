import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { entity, text } from '@cambium/model'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormatsPlugin from 'ajv-formats'
import { buildModel, everythingModel } from '../testing/index.ts'
import { emitOpenapi } from './openapi/index.ts'
import { planProject } from './project-names.ts'
import { emitRoutes } from './routes/index.ts'

const project = planProject(buildModel(everythingModel).model, new Set())
const emitted = emitOpenapi(project)
const document = JSON.parse(emitted.text)

interface Component {
  properties?: { [name: string]: { examples?: unknown[] } }
}

interface Operations {
  [method: string]: { tags: string[] }
}

interface Response {
  content: { [type: string]: { example?: unknown } }
}

/** Every object in the document. */
function* objects(value: unknown): Generator<{ [key: string]: unknown }> {
  if (Array.isArray(value)) for (const item of value) yield* objects(item)
  else if (typeof value === 'object' && value !== null) {
    yield value as { [key: string]: unknown }
    for (const item of Object.values(value)) yield* objects(item)
  }
}

// The plug-in is published as CommonJS: under ESM its function is the default of the default.
const addFormats = addFormatsPlugin as unknown as (ajv: Ajv2020) => void

describe('emitOpenapi()', () => {
  test('is OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document))
    assert.ok(valid, JSON.stringify(errors, null, 2))
  })

  test('gives examples that are what they are examples of', () => {
    const ajv = new Ajv2020({ strict: false })
    addFormats(ajv)
    ajv.addSchema(document, 'document')
    let found = 0
    for (const [name, { properties }] of Object.entries<Component>(document.components.schemas)) {
      for (const [property, { examples = [] }] of Object.entries(properties ?? {})) {
        const schema = `document#/components/schemas/${name}/properties/${property}`
        for (const value of examples) assert.ok(ajv.validate(schema, value), `${schema}: ${value}`)
        found += examples.length
      }
    }
    for (const [code, { content }] of Object.entries<Response>(document.components.responses)) {
      const { example } = content['application/problem+json'] ?? {}
      const schema = `document#/components/responses/${code}/content/application~1problem+json/schema`
      if (example) assert.ok(ajv.validate(schema, example), code)
    }
    for (const [name, { value }] of Object.entries<{ value: unknown }>(
      document.components.examples,
    )) {
      if (document.components.schemas[name] === undefined) continue
      assert.ok(ajv.validate(`document#/components/schemas/${name}`, value), name)
      found++
    }
    assert.ok(found > 40, `${found} examples`)
  })

  test('describes ids as the key of the entity makes them', () => {
    const counted = entity('Ticket', {
      id: 'serial',
      fields: { name: text() },
      access: { read: 'public' },
    })
    const { model } = buildModel([counted])
    const { paths, components } = JSON.parse(emitOpenapi(planProject(model, new Set())).text)
    const wanted = { type: 'integer', minimum: 1 }
    assert.deepEqual(components.schemas.Ticket.properties.id, wanted)
    assert.deepEqual(paths['/api/tickets/{id}'].parameters[0].schema, wanted)
  })

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

  test('has every route of the entities and no other', () => {
    const served = project.entities
      .filter(({ entity }) => entity.rest)
      .flatMap((plan) => [...emitRoutes(project, plan).text.matchAll(/server\.(\w+)\('([^']+)'/g)])
      .map(([, method, path]) => `${method} /api${path?.replaceAll(/:(\w+)/g, '{$1}')}`)
    const documented = Object.entries<Operations>(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations)
        .filter(([method, { tags }]) => method !== 'parameters' && tags[0] !== 'About the service')
        .map(([method]) => `${method} ${path}`),
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
