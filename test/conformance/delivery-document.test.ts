import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { ModelIR } from '@cambium/model'
import type { TestApp } from '@cambium/runtime/testing'
import { Validator } from '@seriousme/openapi-schema-validator'
import { describeApi } from '../../packages/generator/src/emit/openapi/index.ts'
import { createAnswerChecker } from './answer-checker.ts'
import { loadExample } from './example-project.ts'
import { type OpenApiDocument, operationsOf } from './open-api-document.ts'
import { startWithRoutes } from './served-routes.ts'

const modelFile = join(import.meta.dirname, '../../examples/shop/.cambium/model.json')
const shop = JSON.parse(readFileSync(modelFile, 'utf8')) as ModelIR
const webhooks = { manage: ['admin'] }

describe('the OpenAPI document of a shop with webhooks and devices', () => {
  const document = describeApi({ ...shop, webhooks, push: true }) as unknown as OpenApiDocument
  const operations = operationsOf(document)
  let app: TestApp
  let routes: string[]
  before(async () => {
    const { app: plain } = await loadExample('shop')
    const started = await startWithRoutes({ ...plain, webhooks, push: true })
    app = started.app
    routes = started.routes
  })
  after(() => app.close())

  test('has every route of theirs and no other', () => {
    const ofTheirs = (route: string): boolean => /\/api\/(?:webhooks|devices)/.test(route)
    const described = operations.map(({ method, path }) => `${method} ${path}`).filter(ofTheirs)
    const served = routes.filter(ofTheirs)
    assert.deepEqual(described.sort(), served.sort())
    assert.equal(served.length, 13, served.join('\n'))
  })

  test('is accepted by a validator', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone({ ...document }))
    assert.ok(valid, JSON.stringify(errors))
  })

  test('shows a whole body for every one that is sent, as its schema has it', () => {
    const checker = createAnswerChecker(document)
    for (const operation of operations) {
      if (operation.body === undefined) continue
      assert.ok(operation.sample, operation.id)
      assert.ok(checker.accepts(operation, operation.sample), operation.id)
    }
  })

  test('says nothing of them for a shop without', () => {
    const { paths } = describeApi(shop)
    assert.ok(!Object.keys(paths).some((path) => /webhooks|devices/.test(path)))
  })
})
