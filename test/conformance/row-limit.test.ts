import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createAnswerChecker } from './answer-checker.ts'
import { documentOf, type RunningExample, startExample } from './example-project.ts'
import { operationsOf } from './open-api-document.ts'
import { runRequests } from './run-requests.ts'

const staff = { id: 'sam', roles: ['staff'] }

describe('a shop whose requests may go through 3 rows', () => {
  const document = documentOf('shop')
  const checker = createAnswerChecker(document)
  let running: RunningExample
  before(async () => {
    running = await startExample('shop', { scanRows: 3 })
  })
  after(() => running.app.close())

  const refused: [query: string, path: string][] = [
    ['/api/products?sort=stock', 'sort'],
    ['/api/products?sort=price&limit=1&count=exact', 'count'],
    ['/api/products/aggregate?groupBy=published', 'filter'],
    ['/api/products/aggregate?sum=price&description[contains]=e', 'description'],
  ]
  for (const [url, path] of refused) {
    test(`refuses ${url}, and says why`, async () => {
      const answer = await running.app.call<{ errors: { path: string; code: string }[] }>({
        as: staff,
        url,
      })
      assert.equal(answer.status, 422, answer.text)
      const [first] = answer.body.errors
      assert.deepEqual([first?.path, first?.code], [path, 'too_costly'])
      const operation = operationsOf(document).find((one) => one.path === url.split('?')[0])
      assert.ok(operation)
      const request = { method: 'GET', url, headers: {}, body: undefined }
      assert.deepEqual(checker.faultsOf(operation, request, answer), [])
    })
  }

  const answered = [
    '/api/products?sort=-price&limit=2',
    '/api/products?sort=price&limit=1&count=estimate',
    '/api/products?price=8000&sort=stock&count=exact',
  ]
  for (const url of answered) {
    test(`answers ${url}`, async () => {
      const { status, text } = await running.app.call({ as: staff, url })
      assert.equal(status, 200, text)
    })
  }

  test('answers random requests as the document says', async () => {
    const report = await runRequests({
      example: 'shop',
      over: 'inject',
      requests: 1_000,
      seed: 45,
      scanRows: 3,
    })
    assert.deepEqual(report.faults, [])
    assert.ok((report.statuses[422] ?? 0) > 50, JSON.stringify(report.statuses))
  })
})
