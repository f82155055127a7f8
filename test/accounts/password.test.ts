import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from '@cambium/runtime/database'
import { startTestApp, type TestApp } from '@cambium/runtime/testing'
import { accountsProject } from './fixture/accounts-project.ts'
import { mailedLink, password, register, visitorOf } from './fixture/visitor.ts'

const project = accountsProject({ methods: ['password'] })

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`accounts with a password on ${database}`, () => {
    let app: TestApp

    before(async () => {
      app = await startTestApp(await project, { database })
    })
    after(() => app.close())

    const count = (table: 'users' | 'auth_accounts'): Promise<number> =>
      app.database.count(
        table === 'users'
          ? sql`select count(*) from "users"`
          : sql`select count(*) from "auth_accounts"`,
      )

    test('are made, proven by mail, and signed in to', async () => {
      const ann = await register(app, 'Ann@Example.com', { nickname: 'annie', level: 9 })
      const session = await ann.get<{ user: Record<string, unknown> }>('/get-session')
      assert.equal(session.body.user.email, 'ann@example.com')
      assert.equal(session.body.user.emailVerified, true)
      const { body } = await ann.call<{ data: Record<string, unknown>[] }>({ url: '/api/users' })
      assert.equal(body.data.length, 1)
      // Who makes an account sets no field that only some may.
      assert.deepEqual([body.data[0]?.nickname, body.data[0]?.level], ['annie', 1])
      assert.equal(body.data[0]?.emailVerified, undefined)
    })

    test('belong to the operations of their entity: its hooks and its limits', async () => {
      const visitor = visitorOf(app)
      const sent = { email: 'hook@example.com', name: '', password }
      const refused = await visitor.post('/sign-up/email', { ...sent, nickname: 'taken' })
      assert.deepEqual([refused.status, refused.body.detail], [409, 'This nickname is taken'])
      const long = await visitor.post('/sign-up/email', { ...sent, nickname: 'x'.repeat(21) })
      assert.equal(long.status, 422)
      assert.match(long.text, /"path":"nickname"/)
      const users = await count('users')
      assert.equal((await visitor.post('/sign-up/email', sent)).status, 200)
      assert.equal(await count('users'), users + 1)
      const found = await app.database.first<{ name: string }>(
        sql`select "name" from "users" where "email" = ${'hook@example.com'}`,
      )
      assert.equal(found?.name, 'Somebody')
    })

    test('cannot be signed in to before the address is proven, or with another password', async () => {
      const visitor = visitorOf(app)
      await visitor.post('/sign-up/email', { email: 'bob@example.com', name: 'Bob', password })
      const early = await visitor.post('/sign-in/email', { email: 'bob@example.com', password })
      assert.deepEqual([early.status, early.body.reason], [403, 'email_not_verified'])
      const wrong = await visitor.post('/sign-in/email', {
        email: 'bob@example.com',
        password: 'another bottle of the moon',
      })
      assert.deepEqual([wrong.status, wrong.body.type], [401, '/problems/unauthenticated'])
      assert.equal(visitor.cookies.size, 0)
    })

    test('take no password that is short, known, or the name of the place', async () => {
      const visitor = visitorOf(app)
      for (const [bad, code] of [
        ['short', 'minLength'],
        ['passwordpassword', 'common'],
        ['bookshopbookshop', 'common'],
        ['carol@example.com', 'common'],
      ]) {
        const answer = await visitor.post<{ errors: { path: string; code: string }[] }>(
          '/sign-up/email',
          { email: 'carol@example.com', name: 'Carol', password: bad },
        )
        assert.equal(answer.status, 422, answer.text)
        assert.deepEqual(
          [answer.body.errors[0]?.path, answer.body.errors[0]?.code],
          ['password', code],
        )
      }
    })

    test('get another password by mail, which ends every session', async () => {
      const dora = await register(app, 'dora@example.com')
      const other = visitorOf(app)
      await other.post('/sign-in/email', { email: 'dora@example.com', password })
      await visitorOf(app).post('/request-password-reset', { email: 'dora@example.com' })
      const link = await mailedLink(app, 'dora@example.com', /^A new password/)
      const token = new URL(link, 'http://localhost').searchParams.get('token')
      const fresh = 'seven geese cross the river'
      const weak = await other.post('/reset-password', { token, newPassword: 'short' })
      assert.equal(weak.status, 422)
      const done = await other.post('/reset-password', { token, newPassword: fresh })
      assert.equal(done.status, 200, done.text)
      const again = await other.post('/reset-password', { token, newPassword: password })
      assert.deepEqual([again.status, again.body.reason], [400, 'invalid_token'])
      for (const visitor of [dora, other]) {
        assert.equal((await visitor.call({ url: '/api/notes' })).status, 401)
      }
      const sign = (given: string) =>
        visitorOf(app).post('/sign-in/email', { email: 'dora@example.com', password: given })
      assert.deepEqual([(await sign(password)).status, (await sign(fresh)).status], [401, 200])
    })

    test('list their sessions, end one, and end all others', async () => {
      const eve = await register(app, 'eve@example.com')
      const phone = visitorOf(app)
      const tablet = visitorOf(app)
      for (const one of [phone, tablet]) {
        await one.post('/sign-in/email', { email: 'eve@example.com', password })
      }
      const list = async () =>
        (await eve.get<{ data: { id: string; isCurrent: boolean }[] }>('/sessions')).body.data
      const sessions = await list()
      assert.deepEqual(sessions.map(({ isCurrent }) => isCurrent).sort(), [false, false, true])
      assert.ok(!JSON.stringify(sessions).includes('token'))
      const first = sessions.find(({ isCurrent }) => !isCurrent)
      const stranger = await register(app, 'stranger@example.com')
      const url = `/api/auth/sessions/${first?.id}`
      assert.equal((await stranger.call({ method: 'DELETE', url })).status, 404)
      assert.equal((await eve.call({ method: 'DELETE', url })).status, 204)
      assert.equal((await list()).length, 2)
      assert.equal((await eve.call({ method: 'DELETE', url: '/api/auth/sessions' })).status, 204)
      assert.deepEqual(
        (await list()).map(({ isCurrent }) => isCurrent),
        [true],
      )
      for (const one of [phone, tablet]) {
        assert.equal((await one.call({ url: '/api/notes' })).status, 401)
      }
    })

    test('are nobody any more when they sign out, are shut or are deleted', async () => {
      const fay = await register(app, 'fay@example.com')
      const { body } = await fay.call<{ data: { id: string }[] }>({ url: '/api/users' })
      const id = String(body.data[0]?.id)
      assert.equal((await fay.call({ url: '/api/notes' })).status, 200)
      await app.database.run(sql`update "users" set "blocked" = ${true} where "id" = ${id}`)
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      assert.equal((await fay.call({ url: '/api/notes' })).status, 401)
      const shut = await visitorOf(app).post('/sign-in/email', {
        email: 'fay@example.com',
        password,
      })
      assert.equal(shut.status, 403)
      await app.database.run(sql`update "users" set "blocked" = ${false} where "id" = ${id}`)
      assert.equal((await fay.call({ url: '/api/notes' })).status, 200)
      await app.call({ method: 'DELETE', url: `/api/users/${id}`, as: { id, roles: ['admin'] } })
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      assert.equal((await fay.call({ url: '/api/notes' })).status, 401)
    })

    test('change their address only by proving the new one', async () => {
      const gil = await register(app, 'gil@example.com')
      const { body } = await gil.call<{ data: { id: string }[] }>({ url: '/api/users' })
      const url = `/api/users/${body.data[0]?.id}`
      const plain = await gil.call({ method: 'PATCH', url, body: { email: 'new@example.com' } })
      assert.equal(plain.status, 422)
      const asked = await gil.post('/change-email', { newEmail: 'new@example.com' })
      assert.equal(asked.status, 200, asked.text)
      const first = await mailedLink(app, 'new@example.com', /^Confirm/)
      assert.equal((await gil.call({ url: first })).status, 302)
      const session = await gil.get<{ user: { email: string } }>('/get-session')
      assert.equal(session.body.user.email, 'new@example.com')
    })
  })
}
