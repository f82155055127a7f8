import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from '@cambium/runtime/database'
import { startTestApp, type TestApp } from '@cambium/runtime/testing'
import { accountsProject } from './fixture/accounts-project.ts'
import { register, type Visitor } from './fixture/visitor.ts'

const project = accountsProject({ methods: ['password', 'apiKeys'], id: 'nanoid' })

interface Made {
  readonly id: string
  readonly key: string
}

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`API keys on ${database}`, () => {
    let app: TestApp
    let ann: Visitor
    before(async () => {
      app = await startTestApp(await project, { database })
      ann = await register(app, 'ann@example.com')
    })
    after(() => app.close())

    const make = async (body: object = {}): Promise<Made> => {
      const made = await ann.post<Made & Record<string, unknown>>('/api-keys', body)
      assert.equal(made.status, 201, made.text)
      assert.match(made.body.key, /^ck_[\w-]{43}$/)
      return made.body
    }
    const ask = async (key: string, method: 'GET' | 'POST' = 'GET', url = '/api/notes') => {
      const body = method === 'POST' ? { body: { text: 'x' } } : {}
      return (await app.call({ method, url, ...body, headers: { 'x-api-key': key } })).status
    }

    test('act as their user, in their own header or as a bearer, and are kept as a hash', async () => {
      const { key } = await make({ name: 'robot' })
      assert.deepEqual([await ask(key), await ask(key, 'POST')], [200, 201])
      const headers = { authorization: `Bearer ${key}` }
      const notes = await app.call<{ data: unknown[] }>({ url: '/api/notes', headers })
      assert.equal(notes.body.data.length, 1)
      const stored = await app.database.all<{ key: string }>(sql`select "key" from "auth_api_keys"`)
      assert.ok(!JSON.stringify(stored).includes(key))
      const listed = await ann.get<{ data: { name: string }[] }>('/api-keys')
      assert.equal(listed.body.data[0]?.name, 'robot')
      assert.ok(!listed.text.includes(key) && !listed.text.includes(stored[0]?.key ?? 'x'))
    })

    test('do what their scopes say and nothing else, and never touch accounts', async () => {
      const { key } = await make({ scopes: ['notes:read'] })
      assert.deepEqual([await ask(key), await ask(key, 'POST')], [200, 403])
      assert.equal(await ask(key, 'GET', '/api/users'), 403)
      assert.equal(await ask(key, 'POST', '/api/batch'), 403)
      const all = await make()
      for (const url of ['/api/auth/api-keys', '/api/auth/sessions']) {
        assert.equal(await ask(all.key, 'GET', url), 403)
      }
    })

    test('are good as often as they say, also when all try at once', async () => {
      const { key } = await make({ uses: 3 })
      const statuses = await Promise.all(Array.from({ length: 200 }, () => ask(key)))
      assert.equal(statuses.filter((status) => status === 200).length, 3)
      assert.equal(statuses.filter((status) => status === 401).length, 197)
    })

    test('end when they are given up, run out, or their user goes', async () => {
      const given = await make()
      assert.equal(await ask(given.key), 200)
      const url = `/api/auth/api-keys/${given.id}`
      const bob = await register(app, 'bob@example.com')
      assert.equal((await bob.call({ method: 'DELETE', url })).status, 404)
      assert.equal((await ann.call({ method: 'DELETE', url })).status, 204)
      assert.equal(await ask(given.key), 401)
      const short = await make({ expiresInDays: 1 })
      assert.equal(await ask(short.key), 200)
      const past = '2020-01-01T00:00:00.000Z'
      await app.database.run(
        sql`update "auth_api_keys" set "expires_at" = ${past} where "id" = ${short.id}`,
      )
      const last = await make()
      assert.equal(await ask(last.key), 200)
      await app.database.run(
        sql`update "users" set "blocked" = ${true} where "email" = ${'ann@example.com'}`,
      )
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      assert.deepEqual([await ask(short.key), await ask(last.key)], [401, 401])
    })

    test('are made of nothing but what they may be made of', async () => {
      const bob = await register(app, 'carl@example.com')
      for (const body of [
        { scopes: ['everything'] },
        { scopes: 'notes:read' },
        { uses: 0 },
        { expiresInDays: 1.5 },
        { name: 'x'.repeat(101) },
      ]) {
        assert.equal((await bob.post('/api-keys', body)).status, 422, JSON.stringify(body))
      }
      const other = await bob.post('/api-keys', { userId: 'somebody', id: 'mine' })
      assert.equal(other.status, 201)
      assert.notEqual(other.body.id, 'mine')
      assert.equal(
        (await app.call({ method: 'POST', url: '/api/auth/api-keys', body: {} })).status,
        401,
      )
    })
  })
}
