import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startTestApp, type TestApp } from '@cambium/runtime/testing'
import { accountsProject } from './fixture/accounts-project.ts'
import { password, register, type Visitor, visitorOf } from './fixture/visitor.ts'

const project = accountsProject({ methods: ['password'], id: 'serial' })

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`the first administrator on ${database}`, () => {
    let app: TestApp
    let root: Visitor

    before(async () => {
      app = await startTestApp(await project, { database })
    })
    after(() => app.close())

    const post = (body: object) => visitorOf(app).post('/first-admin', body)
    const tokenOf = async (): Promise<string> =>
      new URL((await app.firstAdminLink()) ?? '').searchParams.get('token') ?? ''

    test('is asked for by a page of this origin', async () => {
      const link = new URL((await app.firstAdminLink()) ?? '')
      assert.equal(link.origin, 'http://localhost')
      const page = await app.call({ url: `${link.pathname}${link.search}` })
      assert.equal(page.status, 200)
      assert.match(String(page.headers['content-security-policy']), /form-action 'self'/)
      assert.match(page.text, /<form method="post" action="\/api\/auth\/first-admin">/)
    })

    test('is nobody without the link, or with a weak password', async () => {
      const sent = { email: 'root@example.com', name: 'Root', password }
      assert.equal((await post({ ...sent, token: 'x'.repeat(43) })).status, 422)
      assert.equal((await post(sent)).status, 422)
      const weak = await post({ ...sent, token: await tokenOf(), password: 'short' })
      assert.equal(weak.status, 422)
    })

    test('is one of two hundred who try at once, with the same link and with others', async () => {
      const tokens = [await tokenOf(), await tokenOf(), await tokenOf()]
      const tries = Array.from({ length: 200 }, (_, index) =>
        post({
          token: tokens[index % tokens.length],
          email: `root${index}@example.com`,
          name: 'Root',
          password,
        }),
      )
      const answers = await Promise.all(tries)
      const winners = answers.filter(({ text }) => text.includes('You are the administrator'))
      assert.equal(winners.length, 1)
      assert.equal(await app.firstAdminLink(), undefined)
      const email = `root${answers.indexOf(winners[0] ?? assert.fail())}@example.com`
      root = visitorOf(app)
      assert.equal((await root.post('/sign-in/email', { email, password })).status, 200)
    })

    test('gives roles and takes them, which counts within a second', async () => {
      const ann = await register(app, 'ann@example.com')
      const { body } = await ann.call<{ data: { id: number }[] }>({ url: '/api/users' })
      const id = body.data[0]?.id
      const url = `/api/auth/roles/${id}/staff`
      const everybody = async () =>
        (await ann.call<{ data: unknown[] }>({ url: '/api/users' })).body.data.length
      assert.equal(await everybody(), 1)
      assert.equal((await ann.call({ method: 'PUT', url })).status, 403)
      assert.equal((await root.call({ method: 'PUT', url })).status, 204)
      assert.equal((await root.call({ method: 'PUT', url: `${url}x` })).status, 404)
      assert.ok((await everybody()) > 1)
      assert.deepEqual((await root.get<{ data: string[] }>(`/roles/${id}`)).body.data, ['staff'])
      assert.equal((await root.call({ method: 'DELETE', url })).status, 204)
      assert.equal(await everybody(), 1)
    })

    test('stays until there is another', async () => {
      const { body } = await root.get<{ user: { id: string } }>('/get-session')
      const url = `/api/auth/roles/${body.user.id}/admin`
      assert.equal((await root.call({ method: 'DELETE', url })).status, 409)
      assert.deepEqual((await root.get<{ data: string[] }>(`/roles/${body.user.id}`)).body.data, [
        'admin',
      ])
    })
  })
}
