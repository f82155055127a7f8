import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from '../../database/index.ts'
import { newId } from '../../id/index.ts'
import type { AnyRecord } from '../../operation/index.ts'
import { guest, startTestApp, type TestApp, type TestUser, user } from '../index.ts'
import { writingApp } from './writing-app.ts'

const ann = user('ann')
const bob = user('bob')
const seen: string[] = []
const app = writingApp({
  create: { after: () => void seen.push('created') },
  update: { after: () => void seen.push('changed') },
})

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`an upsert on ${database}`, () => {
    let notes: TestApp
    before(async () => {
      notes = await startTestApp(app, { database })
    })
    after(() => notes.close())

    const put = (path: string, body: object, options: { as?: TestUser; headers?: object } = {}) =>
      notes.call({
        as: options.as === undefined ? ann : options.as,
        method: 'PUT',
        url: `/api/notes/${path}`,
        body,
        headers: { ...options.headers },
      })

    test('creates what is not there and changes what is, each with its hooks', async () => {
      seen.length = 0
      const id = newId()
      const created = await put(id, { title: 'One' })
      assert.equal(created.status, 201, created.text)
      assert.deepEqual([created.body.id, created.body.ownerId], [id, 'ann'])
      assert.equal(created.headers.location, `/api/notes/${id}`)
      const changed = await put(id, { title: 'Two' })
      assert.deepEqual([changed.status, changed.body.title], [200, 'Two'])
      assert.deepEqual([changed.headers.etag, changed.headers.location], ['"2"', undefined])
      assert.deepEqual(seen, ['created', 'changed'])
    })

    test('keeps what the body does not name', async () => {
      const id = newId()
      await put(id, { title: 'Kept', priority: 7 })
      const { body } = await put(id, { title: 'Changed' })
      assert.equal(body.priority, 7)
    })

    test('is bound by If-Match and If-None-Match', async () => {
      const id = newId()
      const guarded = async (headers: object, title = 'Guarded') =>
        (await put(id, { title }, { headers })).status
      assert.equal(await guarded({ 'if-match': '*' }), 412)
      assert.equal(await guarded({ 'if-match': '"1"' }), 412)
      assert.equal(await guarded({ 'if-none-match': '*' }), 201)
      assert.equal(await guarded({ 'if-none-match': '*' }), 412)
      assert.equal(await guarded({ 'if-match': '*' }), 200)
      assert.equal(await guarded({ 'if-match': '"1"' }), 412)
      assert.equal(await guarded({ 'if-match': '"9", "2"' }), 200)
      assert.equal(await guarded({ 'if-none-match': '"3", W/"4"' }), 412)
      assert.equal(await guarded({ 'if-match': 'three' }), 400)
    })

    test('keeps every rule: others neither see nor change what is mine', async () => {
      const id = newId()
      await put(id, { title: 'Mine' })
      assert.equal((await put(id, { title: 'Yours' }, { as: bob })).status, 404)
      assert.equal((await put(newId(), { title: 'x' }, { as: guest })).status, 401)
      const { body } = await notes.call({ as: ann, url: `/api/notes/${id}` })
      assert.deepEqual([body.title, body.version], ['Mine', 1])
    })

    test('by a field finds the record by it, and the same request may come again', async () => {
      const created = await put('title/Named', { priority: 2 })
      assert.deepEqual([created.status, created.body.title], [201, 'Named'], created.text)
      assert.equal(created.headers.location, `/api/notes/${created.body.id}`)
      const changed = await put('title/Named', { title: 'Named', priority: 4 })
      assert.deepEqual([changed.status, changed.body.id], [200, created.body.id])
      assert.equal((await put('title/Named', { title: 'Named' })).status, 200)
      assert.equal((await put('title/Named', { title: 'Other' })).status, 422)
    })

    test('creates one record however many come at once', async () => {
      const id = newId()
      const answers = await Promise.all(
        Array.from({ length: 200 }, (_, index) => put(id, { title: `Race ${index}` })),
      )
      const statuses = answers.map(({ status }) => status)
      assert.equal(statuses.filter((status) => status === 201).length, 1)
      assert.equal(statuses.filter((status) => status === 200).length, 199)
      const { body } = await notes.call<AnyRecord>({ as: ann, url: `/api/notes/${id}` })
      assert.equal(body.version, 200)
      assert.equal(
        await notes.database.count(sql`select count(*) from "notes" where "id" = ${id}`),
        1,
      )
    })

    test('takes an id that the server could have made, and no query parameter', async () => {
      assert.equal((await put('mine-all-mine', { title: 'x' })).status, 422)
      assert.equal((await put('%20', { title: 'x' })).status, 404)
      assert.equal((await put(`${newId()}?dry=1`, { title: 'x' })).status, 400)
    })
  })
}
