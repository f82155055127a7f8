import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { TestApp } from '@cambium/runtime/testing'
import { Validator } from '@seriousme/openapi-schema-validator'
import { createAnswerChecker } from './answer-checker.ts'
import { documentOf, exampleNames, loadExample } from './example-project.ts'
import {
  type JsonSchema,
  type Operation,
  operationsOf,
  type Parameter,
  resolve,
} from './open-api-document.ts'
import { startWithRoutes } from './served-routes.ts'

const admin = { id: 'boss', roles: ['staff', 'admin'] }

for (const example of exampleNames) {
  describe(`the OpenAPI document of the ${example}`, () => {
    const document = documentOf(example)
    const operations = operationsOf(document)
    let app: TestApp
    let routes: string[]
    before(async () => {
      const started = await startWithRoutes((await loadExample(example)).app)
      app = started.app
      routes = started.routes
    })
    after(() => app.close())

    test('is what the server answers with', async () => {
      const { body } = await app.call({ url: '/api/openapi.json' })
      assert.deepEqual(body, document)
    })

    test('shows a whole body for every one that is sent, as its schema has it', () => {
      const checker = createAnswerChecker(document)
      for (const operation of operations) {
        if (operation.body === undefined) continue
        assert.ok(operation.sample, operation.id)
        assert.ok(checker.accepts(operation, operation.sample), operation.id)
      }
    })

    test('is accepted by a validator', async () => {
      const { valid, errors } = await new Validator().validate(structuredClone({ ...document }))
      assert.ok(valid, JSON.stringify(errors))
    })

    test('has every route of the server and no other', () => {
      const described = operations.map(({ method, path }) => `${method} ${path}`)
      assert.deepEqual(described.sort(), routes.sort())
    })

    test('has a page for people that tells of every operation', async () => {
      for (const { name } of document.tags) {
        const { status, text } = await app.call({ url: `/docs/${encodeURIComponent(name)}` })
        assert.equal(status, 200)
        for (const { id, tag } of operations) {
          if (tag === name) assert.ok(text.includes(`<section id="${id}">`), id)
        }
      }
      assert.equal((await app.call({ url: '/docs' })).status, 200)
      assert.equal((await app.call({ url: '/docs/nothing' })).status, 404)
    })

    for (const { id, method, path, parameters, responses } of operations) {
      if (method !== 'GET' || !isOfResource(path) || isContent(responses)) continue
      test(`names the parameters that ${id} takes, and their operators`, async () => {
        const query = parameters.filter((parameter) => parameter.in === 'query')
        const url = path.replace('{id}', '01a1f8fe-ea8c-70e6-a72d-5abf1d918945')
        const plain = query.filter((parameter) => !isFurther(parameter))
        const described = [...plain.map(({ name }) => name), ...inheritedFilters(path)]
        assert.deepEqual(described.sort(), (await allowedBy(`${url}?zzz=1`)).sort())
        for (const { name } of query.filter(isFurther)) {
          const stem = name === 'or' || name === 'and' ? `${name}[0]` : name
          const inside = name.startsWith('fields[') ? `${name}=zzz` : `${stem}[zzz]=1`
          assert.ok((await allowedBy(`${url}?${inside}`)).includes('id'), name)
        }
        for (const parameter of plain.filter(({ style }) => style === 'deepObject')) {
          const taken = await allowedBy(`${url}?${parameter.name}[zzz]=1`)
          assert.deepEqual(operatorsOf(parameter).sort(), taken.sort(), parameter.name)
        }
      })
    }

    /** The accounts and the service take no filters. */
    function isOfResource(path: string): boolean {
      return path.startsWith('/api/') && !path.startsWith('/api/auth/') && !path.endsWith('.json')
    }

    /** What is in a file is no record, and is not asked for with filters. */
    function isContent({ 200: found }: Operation['responses']): boolean {
      return Object.keys(found?.content ?? {}).includes('*/*')
    }

    /** Groups, related records and their fields: what is in the brackets is not a parameter of its own. */
    function isFurther({ name, schema }: Parameter): boolean {
      return name.startsWith('fields[') || isAnyCondition(schema.items ?? schema)
    }

    function isAnyCondition(schema: JsonSchema): boolean {
      return schema.$ref?.endsWith('/Conditions') ?? false
    }

    /**
     * Lists of related records and aggregates take the filters of the list of those records: the document says so in words. A
     * history and a list of rights take none.
     */
    function inheritedFilters(path: string): string[] {
      const [, , , , relation] = path.split('/')
      if (relation === undefined && !path.endsWith('/aggregate')) return []
      if (/\/(?:history|access)$/.test(path)) return []
      const { tag } = operations.find((one) => one.path === path)!
      const list = operations.find((one) => one.tag === tag && /^list(?!Related)/.test(one.id))!
      return list.parameters
        .filter((parameter) => parameter.style === 'deepObject' && !isFurther(parameter))
        .map(({ name }) => name)
    }

    /** What the server says it takes, when it is asked for what it does not. */
    async function allowedBy(url: string): Promise<string[]> {
      const { body, text } = await app.call<{ detail: string }>({ as: admin, url })
      const allowed = /Allowed: ([^.]*)$/.exec(body.detail)?.[1]
      assert.ok(allowed, text)
      return allowed.split(', ')
    }

    function operatorsOf({ schema }: Parameter): string[] {
      const parts = [schema, ...(schema.allOf ?? [])]
      const all = parts.map((part) => resolve<JsonSchema>(document, part).properties ?? {})
      return Object.keys(Object.assign({}, ...all))
    }
  })
}
