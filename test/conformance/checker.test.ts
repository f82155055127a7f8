import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createAnswerChecker } from './answer-checker.ts'
import { documentOf } from './example-project.ts'
import { operationsOf } from './open-api-document.ts'

const document = documentOf('shop')
const checker = createAnswerChecker(document)
const getUser = operationsOf(document).find(({ id }) => id === 'getUser')!
const user = {
  id: '01a1f8fe-ea8c-70e6-a72d-5abf1d918945',
  email: 'ada@example.com',
  name: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
}
const problem = {
  type: '/problems/not-found',
  title: 'There is no such record',
  status: 404,
  detail: 'There is no such user',
  instance: 'request-1',
}

function faults(status: number, body: object, { type = 'application/json', url = '/api/users/1' }) {
  const headers = { 'content-type': type, 'x-request-id': 'request-1' }
  const request = { method: 'GET', url, headers: {}, body: undefined }
  return checker.faultsOf(getUser, request, { status, headers, text: JSON.stringify(body) })
}

describe('the check of answers', () => {
  const asProblem = { type: 'application/problem+json' }

  test('lets pass what the document promises', () => {
    assert.deepEqual(faults(200, user, {}), [])
    assert.deepEqual(faults(200, { id: user.id }, { url: '/api/users/1?fields=id' }), [])
    assert.deepEqual(faults(404, problem, asProblem), [])
  })

  const wrong: [name: string, found: readonly string[]][] = [
    ['a member that is not in the document', faults(200, { ...user, blocked: false }, {})],
    ['a member that is missing', faults(200, { id: user.id }, {})],
    ['a value of another form', faults(200, { ...user, email: 'nobody' }, {})],
    ['a status that is not in the document', faults(202, user, {})],
    ['a refusal that is no problem', faults(404, problem, {})],
    ['a refusal of another type', faults(404, { ...problem, type: '/problems/x' }, asProblem)],
    ['a refusal without a title', faults(404, { ...problem, title: undefined }, asProblem)],
    ['another request id', faults(404, { ...problem, instance: 'x' }, asProblem)],
    ['SQL', faults(404, { ...problem, detail: 'SQLITE_ERROR' }, asProblem)],
    ['a failure', faults(500, { ...problem, status: 500 }, asProblem)],
  ]
  for (const [name, found] of wrong) {
    test(`finds ${name}`, () => assert.notDeepEqual(found, []))
  }
})
