import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { sql } from '../../database/index.ts'
import type { AnyRecord } from '../../operation/index.ts'
import { startTestApp, type TestApp, user } from '../index.ts'
import { writingApp } from './writing-app.ts'

const ann = user('ann')
const bob = user('bob')
const staff = user('sam', 'staff')
const seen: string[] = []
const app = writingApp({
  create: { after: ({ record }) => void seen.push(`created ${record.title}`) },
  update: {
    before: ({ record, fail }) => {
      if (record.title === 'Locked') throw fail(409, 'It is locked')
    },
    after: ({ record }) => void seen.push(`changed ${record.title}`),
  },
  delete: { after: ({ record }) => void seen.push(`deleted ${record.title}`) },
})

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`writes of many records on ${database}`, () => {
    let notes: TestApp
    beforeEach(async () => {
      notes = await startTestApp(app, { database })
      seen.length = 0
    })
    afterEach(() => notes.close())

    const call = (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object, as = ann) =>
      notes.call<AnyRecord>({ as, method, url: `/api/notes${path}`, ...(body && { body }) })
    const create = (titles: readonly string[], as = ann) =>
      call('POST', '/bulk', { data: titles.map((title) => ({ title })) }, as)
    const count = (where = sql`1 = 1`) =>
      notes.database.count(sql`select count(*) from "notes" where ${where}`)

    test('create all of them, each with its hooks', async () => {
      const { status, body, text } = await create(['A', 'B', 'C'])
      assert.equal(status, 201, text)
      const records = body.data as AnyRecord[]
      assert.deepEqual(
        records.map(({ title, ownerId }) => [title, ownerId]),
        [
          ['A', 'ann'],
          ['B', 'ann'],
          ['C', 'ann'],
        ],
      )
      assert.ok(!('key' in (records[0] ?? {})))
      assert.deepEqual(seen, ['created A', 'created B', 'created C'])
    })

    test('refuse wrong changes even where no record matches', async () => {
      const { status, body } = await call('PATCH', '?title=Nothing', { title: 5, nope: 1 })
      assert.equal(status, 422)
      const paths = (body.errors as AnyRecord[]).map(({ path }) => path)
      assert.deepEqual(paths.sort(), ['nope', 'title'])
    })

    test('create none where one is refused, and name it', async () => {
      const { status, body } = await create(['A', '', 'C'])
      assert.deepEqual([status, body.index], [422, 1])
      assert.equal((body.errors as AnyRecord[])[0]?.path, 'data.1.title')
      assert.equal(await count(), 0)
    })

    test('change what matches a filter and the caller may change', async () => {
      await create(['A', 'A', 'B'])
      await create(['A'], bob)
      const { status, body, text } = await call('PATCH', '?title=A', { priority: 9 })
      assert.deepEqual([status, body.count], [200, 2], text)
      assert.equal((body.ids as unknown[]).length, 2)
      assert.equal(await count(sql`"priority" = 9 and "owner_id" = 'ann'`), 2)
      assert.equal(await count(sql`"priority" = 9`), 2)
      assert.equal(seen.filter((line) => line === 'changed A').length, 2)
    })

    test('change none where a hook or a rule refuses one', async () => {
      await create(['A', 'Locked', 'A'])
      const refused = await call('PATCH', '?priority=3', { priority: 4 })
      assert.deepEqual([refused.status, refused.body.index], [409, 1])
      assert.equal(await count(sql`"priority" = 4`), 0)
      const notMine = await call('DELETE', '?title=A')
      assert.equal(notMine.status, 403)
      assert.equal(await count(), 3)
    })

    test('delete what matches, when it is as many as expected', async () => {
      await create(['A', 'B', 'A'])
      const other = await call('DELETE', '?title=A&expect=3', undefined, staff)
      assert.deepEqual([other.status, other.body.count], [412, 2])
      const { status, body } = await call('DELETE', '?title=A&expect=2', undefined, staff)
      assert.deepEqual([status, body.count], [200, 2])
      assert.equal(await count(), 1)
      assert.deepEqual(seen.slice(-2), ['deleted A', 'deleted A'])
      const none = await call('DELETE', '?title=A', undefined, staff)
      assert.deepEqual([none.status, none.body], [200, { count: 0, ids: [] }])
    })

    test('reach further than one page and stop at 1000', async () => {
      const thousand = Array.from({ length: 1000 }, (_, index) => `${index % 4}`)
      assert.equal((await create(thousand)).status, 201)
      const quarter = await call('PATCH', '?title=1&expect=250', { priority: 1 })
      assert.equal(quarter.status, 200, quarter.text)
      const all = await call('PATCH', '?priority[in]=1,3', { priority: 2 })
      assert.deepEqual([all.status, all.body.count], [200, 1000], all.text)
      await create(['more'])
      const tooMany = await call('DELETE', '?priority[gt]=0', undefined, staff)
      assert.equal(tooMany.status, 422, tooMany.text)
      assert.equal(await count(), 1001)
      assert.equal((await create([...thousand, 'x'])).status, 422)
    })

    for (const query of ['', '?expect=1', '?limit=5', '?title=A&sort=title', '?nothing=1']) {
      test(`refuse ${query || 'no filter'}`, async () => {
        await create(['A'])
        assert.equal((await call('DELETE', query, undefined, staff)).status, 400)
        assert.equal((await call('PATCH', query, { priority: 9 })).status, 400)
        assert.equal(await count(sql`"priority" = 3`), 1)
      })
    }

    test('refuse what binds one record only, and bodies of another shape', async () => {
      const headers = { 'if-match': '"1"' }
      const url = '/api/notes?title=A'
      assert.equal((await notes.call({ as: staff, method: 'DELETE', url, headers })).status, 400)
      assert.equal((await call('POST', '/bulk', { data: {} })).status, 422)
      assert.equal((await call('POST', '/bulk', { data: [] })).status, 422)
      assert.equal((await call('POST', '/bulk', { data: [1] })).status, 422)
      assert.equal((await call('POST', '/bulk', { records: [] })).status, 422)
    })
  })
}
