import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startTestApp, type TestApp } from '@cambium/runtime/testing'
import { accountsProject } from './fixture/accounts-project.ts'
import { createAuthenticator } from './fixture/authenticator.ts'
import { register, type Visitor, visitorOf } from './fixture/visitor.ts'

const project = accountsProject({ methods: ['password', 'passkey'] })
const origin = 'http://localhost'

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`passkeys on ${database}`, () => {
    const authenticator = createAuthenticator(origin)
    let app: TestApp
    let ann: Visitor
    before(async () => {
      app = await startTestApp(await project, { database })
      ann = await register(app, 'ann@example.com')
    })
    after(() => app.close())

    const challengeFor = async (visitor: Visitor, what: string): Promise<string> =>
      (await visitor.get<{ challenge: string }>(`/passkey/generate-${what}-options`)).body.challenge

    test('are made by who is signed in, and sign in', async () => {
      const challenge = await challengeFor(ann, 'register')
      const made = await ann.post('/passkey/verify-registration', {
        response: authenticator.create(challenge),
        name: 'laptop',
      })
      assert.equal(made.status, 200, made.text)
      const visitor = visitorOf(app)
      const response = authenticator.sign(await challengeFor(visitor, 'authenticate'))
      const entered = await visitor.post('/passkey/verify-authentication', { response })
      assert.equal(entered.status, 200, entered.text)
      const session = await visitor.get<{ user: { email: string } }>('/get-session')
      assert.equal(session.body.user.email, 'ann@example.com')
    })

    test('answer one question once, and their own', async () => {
      const visitor = visitorOf(app)
      const response = authenticator.sign(await challengeFor(visitor, 'authenticate'))
      const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const answers = await Promise.all(
        Array.from({ length: 200 }, () =>
          app.call({
            method: 'POST',
            url: '/api/auth/passkey/verify-authentication',
            body: { response },
            headers: { cookie, 'sec-fetch-site': 'same-origin' },
          }),
        ),
      )
      assert.equal(answers.filter(({ status }) => status === 200).length, 1)
      assert.ok(answers.every(({ status }) => status < 500))
      const other = visitorOf(app)
      await challengeFor(other, 'authenticate')
      const stale = await other.post('/passkey/verify-authentication', { response })
      assert.ok(stale.status >= 400, stale.text)
    })

    test('of a page of another origin are none', async () => {
      const evil = createAuthenticator('http://evil.example.com')
      const challenge = await challengeFor(ann, 'register')
      const made = await ann.post('/passkey/verify-registration', {
        response: evil.create(challenge),
      })
      assert.ok(made.status >= 400, made.text)
      const guest = await visitorOf(app).get('/passkey/generate-register-options')
      assert.equal(guest.status, 401)
    })

    test('are listed and given up by their owner', async () => {
      const list = async () =>
        (await ann.get<{ id: string; name: string }[]>('/passkey/list-user-passkeys')).body
      const [key] = await list()
      assert.equal(key?.name, 'laptop')
      const bob = await register(app, 'bob@example.com')
      const stolen = await bob.post('/passkey/delete-passkey', { id: key?.id })
      assert.ok(stolen.status >= 400, stolen.text)
      assert.equal((await ann.post('/passkey/delete-passkey', { id: key?.id })).status, 200)
      assert.deepEqual(await list(), [])
    })
  })
}
