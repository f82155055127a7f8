import assert from 'node:assert/strict'
import { after, before, describe, mock, test } from 'node:test'
import { sql } from '@cambium/runtime/database'
import { startTestApp, type TestAnswer, type TestApp } from '@cambium/runtime/testing'
import { OAuth2Server } from 'oauth2-mock-server'
import { accountsProject } from './fixture/accounts-project.ts'
import { createAuthenticator } from './fixture/authenticator.ts'
import { totpOf } from './fixture/totp-of.ts'
import {
  mailedCode,
  mailedLink,
  password,
  register,
  type Visitor,
  visitorOf,
} from './fixture/visitor.ts'

const methods = ['password', 'magicLink', 'emailCode', 'passkey', 'totp', 'jwt', 'oidc']
const project = accountsProject({ methods })
const origin = 'http://localhost'
const email = 'two@example.com'

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`a second factor on ${database}`, () => {
    const provider = new OAuth2Server()
    const verifying = createAuthenticator(origin)
    const touched = createAuthenticator(origin, { verifiesUser: false })
    let app: TestApp
    let uri = ''
    let codes: string[] = []

    before(async () => {
      mock.timers.enable({ apis: ['Date'], now: Date.now() })
      await provider.issuer.keys.generate('RS256')
      await provider.start(0, '127.0.0.1')
      provider.service.on('beforeTokenSigning', (token) => {
        Object.assign(token.payload, { aud: 'shop', sub: '1', email, email_verified: true })
      })
      app = await startTestApp(await project, { database, providers: settings() })
      const ann = await register(app, email)
      for (const authenticator of [verifying, touched]) await keepPasskey(ann, authenticator)
      type Enabled = { totpURI: string; backupCodes: string[] }
      const { body } = await ann.post<Enabled>('/two-factor/enable', { password })
      uri = body.totpURI
      codes = body.backupCodes
      assert.equal((await ann.post('/two-factor/verify-totp', { code: totpOf(uri) })).status, 200)
    })
    after(async () => {
      mock.timers.reset()
      await app.close()
      await provider.stop()
    })

    async function keepPasskey(visitor: Visitor, authenticator: typeof verifying): Promise<void> {
      const path = '/passkey/generate-register-options'
      const { challenge } = (await visitor.get<{ challenge: string }>(path)).body
      const response = authenticator.create(challenge)
      assert.equal((await visitor.post('/passkey/verify-registration', { response })).status, 200)
    }

    const settings = () => {
      const issuer = String(provider.issuer.url)
      return { oidc: { clientId: 'shop', clientSecret: 'secret', issuer } }
    }
    const isIn = async (visitor: Visitor): Promise<boolean> =>
      (await visitor.get<object | null>('/get-session')).text !== 'null'
    const sessions = () => app.database.count(sql`select count(*) from "auth_sessions"`)

    /** Shows that nothing is open yet, and opens it with a code, which is another for each. */
    async function proves(visitor: Visitor, held: number): Promise<void> {
      mock.timers.tick(30_000)
      assert.equal(await isIn(visitor), false)
      assert.equal(await sessions(), held)
      assert.ok(!visitor.cookies.has('session'))
      assert.equal((await visitor.post('/two-factor/verify-totp', { code: '000000' })).status, 401)
      const proven = await visitor.post('/two-factor/verify-totp', { code: totpOf(uri) })
      assert.equal(proven.status, 200, proven.text)
      assert.equal(await isIn(visitor), true)
    }

    test('is asked for after a code by mail', async () => {
      const visitor = visitorOf(app)
      const held = await sessions()
      await visitor.post('/email-otp/send-verification-otp', { email, type: 'sign-in' })
      const otp = await mailedCode(app, email)
      const half = await visitor.post('/sign-in/email-otp', { email, otp })
      assert.deepEqual(half.body, { twoFactorRedirect: true, twoFactorMethods: ['totp'] })
      await proves(visitor, held)
    })

    test('is asked for after a link by mail, on a page that leads on', async () => {
      const visitor = visitorOf(app)
      const held = await sessions()
      await visitor.post('/sign-in/magic-link', { email, callbackURL: '/notes?open=1' })
      const followed = await visitor.call({ url: await mailedLink(app, email, /^Sign in/) })
      assert.equal(followed.status, 302)
      const page = `${origin}/api/auth/second-factor?callbackURL=%2Fnotes%3Fopen%3D1`
      assert.equal(followed.headers.location, page)
      assert.equal(await sessions(), held)
      assert.equal(await isIn(visitor), false)
      const shown = await visitor.call({ url: page.replace(origin, '') })
      assert.match(shown.text, /name="code"/)
      const send = (code: string, callbackURL = '/notes?open=1') =>
        visitor.call({
          method: 'POST',
          url: '/api/auth/second-factor',
          body: new URLSearchParams({ code, callbackURL }).toString(),
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        })
      assert.equal((await send('000000')).status, 422)
      const proven = await send(codes[0] ?? '')
      assert.match(proven.text, /<a href="\/notes\?open=1">Go on/)
      assert.equal(await isIn(visitor), true)
    })

    test('is asked for after a provider', async () => {
      const visitor = visitorOf(app)
      const held = await sessions()
      const asked = await visitor.post<{ url: string }>('/sign-in/social', {
        provider: 'oidc',
        callbackURL: '/in',
      })
      const back = (await fetch(asked.body.url, { redirect: 'manual' })).headers.get('location')
      const { headers } = await visitor.call({ url: String(back).replace(origin, '') })
      assert.equal(headers.location, `${origin}/api/auth/second-factor?callbackURL=%2Fin`)
      await proves(visitor, held)
    })

    async function byPasskey(authenticator: typeof verifying) {
      const visitor = visitorOf(app)
      const path = '/passkey/generate-authenticate-options'
      const { challenge } = (await visitor.get<{ challenge: string }>(path)).body
      const response = authenticator.sign(challenge)
      const answer = await visitor.post('/passkey/verify-authentication', { response })
      assert.equal(answer.status, 200, answer.text)
      return { visitor, answer }
    }

    test('is a code, of either kind, that has one winner of two hundred', async () => {
      mock.timers.tick(30_000)
      const halves: Visitor[] = []
      for (let index = 0; index < 201; index++) halves.push((await byPasskey(touched)).visitor)
      const race = async (kind: string, code: string | undefined): Promise<void> => {
        const waiting = halves.filter(({ cookies }) => !cookies.has('session')).slice(-200)
        const answers = await Promise.all(
          waiting.map((half) => half.post(`/two-factor/${kind}`, { code })),
        )
        const statuses = answers.map(({ status }) => status)
        assert.equal(statuses.length, 200)
        assert.equal(statuses.filter((status) => status === 200).length, 1, kind)
        assert.ok(
          statuses.every((status) => status < 500),
          statuses.join(),
        )
      }
      const held = await sessions()
      await race('verify-totp', totpOf(uri))
      assert.equal(await sessions(), held + 1)
      assert.equal(halves.filter(({ cookies }) => cookies.has('session')).length, 1)
      const late = await byPasskey(touched)
      halves.push(late.visitor)
      await race('verify-backup-code', codes[1])
      assert.equal(await sessions(), held + 2)
    })

    test('is in a passkey that verified its user, and asked for after one that did not', async () => {
      assert.equal(await isIn((await byPasskey(verifying)).visitor), true)
      const held = await sessions()
      const { visitor, answer } = await byPasskey(touched)
      assert.equal(answer.body.twoFactorRedirect, true)
      await proves(visitor, held)
    })

    test('leads to no other origin', async () => {
      for (const place of [
        '//evil.example.com',
        '/\\evil.example.com',
        'https://evil.example.com',
      ]) {
        const url = `/api/auth/second-factor?callbackURL=${encodeURIComponent(place)}`
        assert.doesNotMatch((await visitorOf(app).call({ url })).text, /evil/)
      }
    })

    test('has its codes counted for the account, whatever else is in the request', async () => {
      const limited = await startTestApp(await project, {
        database,
        limitsAttempts: true,
        providers: settings(),
      })
      const ann = await register(limited, email)
      const { body } = await ann.post<{ totpURI: string }>('/two-factor/enable', { password })
      await ann.post('/two-factor/verify-totp', { code: totpOf(body.totpURI) })
      const eve = await register(limited, 'eve@example.com')
      const { token } = (await eve.get<{ token: string }>('/token')).body
      const answers: TestAnswer<unknown>[] = []
      for (let index = 0; index < 12; index++) {
        const half = visitorOf(limited)
        const first = await half.post('/sign-in/email', { email, password })
        assert.equal(first.body.twoFactorRedirect, true)
        answers.push(
          await half.call({
            method: 'POST',
            url: `/api/auth${codePaths[index % 3]}`,
            body: { code: '000000', email: `other${index}@example.com` },
            headers: index % 2 ? { authorization: `Bearer ${token}` } : {},
          }),
        )
      }
      assert.ok(answers.slice(0, 10).every(({ status }) => [401, 422].includes(status)))
      assert.deepEqual(
        answers.slice(10).map(({ status }) => status),
        [429, 429],
      )
      assert.match(answers.at(-1)?.text ?? '', /Too many attempts/)
      await limited.close()
    })
  })
}

const codePaths = ['/second-factor', '/two-factor/verify-backup-code', '/two-factor/verify-totp']
