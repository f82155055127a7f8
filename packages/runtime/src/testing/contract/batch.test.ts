import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from '../../database/index.ts'
import type { AnyRecord } from '../../operation/index.ts'
import { startTestApp, type TestApp, user } from '../index.ts'
import { writingApp } from './writing-app.ts'

const ann = user('ann')
const bob = user('bob')
const seen: string[] = []
const app = writingApp({ create: { after: ({ record }) => void seen.push(String(record.title)) } })

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`a batch on ${database}`, () => {
    let notes: TestApp
    before(async () => {
      notes = await startTestApp(app, { database })
    })
    after(() => notes.close())

    const batch = (operations: unknown, as = ann, headers = {}) =>
      notes.call<{ results: AnyRecord[] } & AnyRecord>({
        as,
        method: 'POST',
        url: '/api/batch',
        body: { operations },
        headers,
      })
    const count = () => notes.database.count(sql`select count(*) from "notes"`)
    const bodyAt = (body: { results: AnyRecord[] }, index: number) =>
      (body.results[index]?.body ?? {}) as AnyRecord
    const create = (title: string) => ({ method: 'POST', path: '/api/notes', body: { title } })

    test('does every operation with its own hooks, and answers for each', async () => {
      seen.length = 0
      const { status, body, text } = await batch([
        create('One'),
        { method: 'PATCH', path: '/api/notes/$0.id', body: { title: 'First' } },
        { method: 'GET', path: '/api/notes/$0.id?fields=title' },
        { method: 'POST', path: '/api/notes', body: { title: '$1.title', meta: ['$$0.id'] } },
      ])
      assert.equal(status, 200, text)
      assert.deepEqual(
        body.results.map((result) => result.status),
        [201, 200, 200, 201],
      )
      const bodies = body.results.map((result) => result.body as AnyRecord)
      assert.deepEqual(
        bodies.map(({ title }) => title),
        ['One', 'First', 'First', 'First'],
      )
      assert.deepEqual(bodies[3]?.meta, ['$0.id'])
      const { etag, location } = (body.results[0]?.headers ?? {}) as AnyRecord
      assert.deepEqual([etag, location], ['"1"', `/api/notes/${bodies[0]?.id}`])
      assert.deepEqual(seen, ['One', 'First'])
    })

    test('does nothing at all where one operation is refused, and names it', async () => {
      const before = await count()
      const { status, body } = await batch([create('Two'), create('Three'), create('')])
      assert.deepEqual([status, body.index], [422, 2])
      assert.deepEqual((body.errors as AnyRecord[])[0]?.path, 'operations.2.title')
      assert.equal(await count(), before)
    })

    test('keeps every rule: others do not see or change what is mine', async () => {
      const { body } = await batch([create('Mine')])
      const { id } = bodyAt(body, 0)
      const path = `/api/notes/${id}`
      for (const operation of [
        { method: 'GET', path },
        { method: 'PATCH', path, body: { title: 'Yours' } },
        { method: 'PUT', path, body: { title: 'Yours' } },
        { method: 'PATCH', path: '/api/notes?title=Mine&expect=1', body: { title: 'Yours' } },
      ]) {
        const answer = await batch([create('Bob'), operation], bob)
        assert.equal(answer.status, operation.path === path ? 404 : 412, answer.text)
        assert.equal(answer.body.index, 1)
      }
      const refused = await batch([{ method: 'DELETE', path }])
      assert.equal(refused.status, 403, refused.text)
      assert.equal((await notes.call({ as: bob, url: '/api/notes' })).text.includes('Bob'), false)
    })

    test('binds an operation to the version it knows', async () => {
      const { body } = await batch([create('Versions')])
      const path = `/api/notes/${bodyAt(body, 0).id}`
      const update = (tag: string) => ({
        method: 'PATCH',
        path,
        body: { title: 'Next' },
        headers: { 'If-Match': tag },
      })
      assert.equal((await batch([update('"1"')])).status, 200)
      assert.equal((await batch([update('"1"')])).status, 412)
    })

    test('is done once with an Idempotency-Key', async () => {
      const before = await count()
      const headers = { 'idempotency-key': 'batch' }
      const first = await batch([create('Once'), create('Once')], ann, headers)
      const second = await batch([create('Once'), create('Once')], ann, headers)
      assert.deepEqual([first.status, second.text], [200, first.text])
      assert.equal(await count(), before + 2)
    })

    const wrong: readonly [string, unknown, number][] = [
      ['nothing', [], 422],
      ['no list', {}, 422],
      ['too many', Array.from({ length: 101 }, () => create('x')), 422],
      ['another method', [{ method: 'TRACE', path: '/api/notes' }], 422],
      ['another server', [{ method: 'GET', path: 'http://localhost/api/notes' }], 422],
      ['itself', [{ method: 'POST', path: '/api/batch', body: { operations: [] } }], 404],
      ['a route that is none', [{ method: 'GET', path: '/api/nothing' }], 404],
      ['an unknown member', [{ ...create('x'), extra: 1 }], 422],
      ['another header', [{ ...create('x'), headers: { authorization: 'Bearer x' } }], 422],
      ['a query a write does not take', [{ ...create('x'), path: '/api/notes?dry=1' }], 400],
      ['a broken address', [{ method: 'GET', path: '/api/notes/%zz' }], 400],
      ['a later answer', [{ method: 'GET', path: '/api/notes/$1.id' }, create('x')], 422],
      ['an answer without that member', [create('x'), create('$0.none')], 422],
    ]
    for (const [name, operations, status] of wrong) {
      test(`refuses ${name}`, async () => {
        const before = await count()
        const answer = await batch(operations)
        assert.equal(answer.status, status, answer.text)
        assert.equal(await count(), before)
      })
    }
  })
}
