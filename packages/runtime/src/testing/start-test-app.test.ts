import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { notesApp } from '../app/fixture/notes-app.ts'
import { defineApp } from '../app/index.ts'
import { sql } from '../database/index.ts'
import { startTestApp, user } from './index.ts'

const ann = user('ann')

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`a test application on ${database}`, () => {
    test('is migrated, empty, and speaks HTTP', async () => {
      const app = await startTestApp(notesApp, { database })
      try {
        assert.equal(app.database.dialect, database)
        const created = await app.call<{ id: string }>({
          as: ann,
          method: 'POST',
          url: '/api/notes',
          body: { title: 'One', meta: { a: [1] }, price: '10.5', size: '9007199254740993' },
        })
        assert.equal(created.status, 201, created.text)
        const found = await app.call({ as: ann, url: String(created.headers.location) })
        const { meta, price, size } = found.body
        assert.deepEqual([meta, Number(price), size], [{ a: [1] }, 10.5, '9007199254740993'])
        assert.equal(await app.database.count(sql`select count(*) from "notes"`), 1)
      } finally {
        await app.close()
      }
    })
  })
}

test('a token that is not good is refused where nobody needs one, too', async () => {
  const app = await startTestApp(notesApp)
  const tokens = ['Bearer x.y.z', 'Basic YTpi', '']
  for (const authorization of tokens) {
    const answer = await app.call({ url: '/api/folders', headers: { authorization } })
    assert.equal(answer.status, 401)
    assert.equal(answer.headers['www-authenticate'], 'Bearer error="invalid_token"')
  }
  assert.equal((await app.call({ url: '/api/folders' })).status, 200)
  await app.close()
})

test('two test applications know nothing of each other', async () => {
  const [left, right] = await Promise.all([startTestApp(notesApp), startTestApp(notesApp)])
  await left.call({ as: ann, method: 'POST', url: '/api/notes', body: { title: 'One' } })
  const { body } = await right.call<{ data: unknown[] }>({ as: ann, url: '/api/notes' })
  assert.deepEqual(body.data, [])
  await Promise.all([left.close(), right.close()])
})

test('owned hooks are left out when a test says so', async () => {
  const seen: string[] = []
  const app = defineApp({
    ...notesApp,
    entities: notesApp.registry.entities,
    allHooks: { list: { before: ({ entity }) => void seen.push(entity) } },
  })
  for (const hooks of [true, false]) {
    const running = await startTestApp(app, { hooks })
    await running.call({ as: ann, url: '/api/notes' })
    await running.close()
  }
  assert.deepEqual(seen, ['Note'])
})
