import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from '@cambium/runtime/database'
import { startTestApp, type TestAnswer, type TestApp } from '@cambium/runtime/testing'
import { accountsProject } from './fixture/accounts-project.ts'
import { totpOf } from './fixture/totp-of.ts'
import { password, register, type Visitor, visitorOf } from './fixture/visitor.ts'

const redirectUri = 'https://client.example.com/callback'
const email = 'two@example.com'

// In whichever order the model names them.
const orders = {
  sqlite: accountsProject({ methods: ['password', 'oidcProvider', 'totp'] }),
  postgres: accountsProject({ methods: ['totp', 'password', 'oidcProvider'] }),
}

for (const [database, project] of Object.entries(orders)) {
  describe(`a second factor on the way to a third party, on ${database}`, () => {
    let app: TestApp
    let asked: string
    let uri: string
    let codes: string[]

    before(async () => {
      app = await startTestApp(await project, { database: database as keyof typeof orders })
      const link = new URL((await app.firstAdminLink()) ?? '')
      const root = visitorOf(app)
      const admin = { email: 'root@example.com', name: 'Root', password }
      await root.post('/first-admin', { token: link.searchParams.get('token'), ...admin })
      await root.post('/sign-in/email', admin)
      const made = await root.post<{ client_id: string }>('/oauth2/create-client', {
        redirect_uris: [redirectUri],
        scope: 'openid email',
        token_endpoint_auth_method: 'client_secret_post',
      })
      asked = `/api/auth/oauth2/authorize?${new URLSearchParams({
        response_type: 'code',
        client_id: made.body.client_id,
        redirect_uri: redirectUri,
        scope: 'openid email',
        state: 'state-1',
        code_challenge: createHash('sha256').update('x'.repeat(43)).digest('base64url'),
        code_challenge_method: 'S256',
      })}`
      const ann = await register(app, email)
      type Enabled = { totpURI: string; backupCodes: string[] }
      const { body } = await ann.post<Enabled>('/two-factor/enable', { password })
      uri = body.totpURI
      codes = body.backupCodes
      const proven = await ann.post('/two-factor/verify-totp', { code: totpOf(uri) })
      assert.equal(proven.status, 200, proven.text)
    })
    after(() => app.close())

    const sessions = () => app.database.count(sql`select count(*) from "auth_sessions"`)
    const open = async (visitor: Visitor) => {
      const { headers } = await visitor.call({ url: asked })
      return visitor.call({ url: String(headers.location).replace('http://localhost', '') })
    }
    const fill = (visitor: Visitor, shown: TestAnswer<unknown>, fields: Record<string, string>) => {
      const [, action = ''] = /action="([^"]*)"/.exec(shown.text) ?? []
      const [, query = ''] = /name="query" value="([^"]*)"/.exec(shown.text) ?? []
      return visitor.call({
        method: 'POST',
        url: action,
        body: new URLSearchParams({ query: query.replaceAll('&amp;', '&'), ...fields }).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })
    }
    const onward = ({ text }: TestAnswer<unknown>) =>
      /<a href="([^"]*)">Go on/.exec(text)?.[1]?.replaceAll('&amp;', '&')

    test('is asked for after the password, which opens nothing by itself', async () => {
      const visitor = visitorOf(app)
      const held = await sessions()
      const half = await fill(visitor, await open(visitor), { email, password })
      assert.equal(half.status, 200, half.text)
      assert.match(half.text, /name="code"/)
      assert.equal(onward(half), undefined)
      assert.ok(!visitor.cookies.has('session'))
      assert.equal(await sessions(), held)
      const { headers } = await visitor.call({ url: asked })
      assert.match(String(headers.location), /\/login\?/)
    })

    for (const kind of ['a code of the authenticator', 'a recovery code']) {
      test(`takes ${kind}, and leads on to the third party with consent`, async () => {
        const visitor = visitorOf(app)
        const half = await fill(visitor, await open(visitor), { email, password })
        const wrong = await fill(visitor, half, { code: '000000' })
        assert.equal(wrong.status, 422, wrong.text)
        assert.match(wrong.text, /name="code"/)
        const code = kind === 'a recovery code' ? (codes[0] ?? '') : totpOf(uri)
        const proven = await fill(visitor, wrong, { code: ` ${code} ` })
        assert.equal(proven.status, 200, proven.text)
        const consent = onward(proven)?.replace('http://localhost', '') ?? ''
        if (!consent.startsWith(redirectUri)) {
          const agreed = await fill(visitor, await visitor.call({ url: consent }), {})
          assert.match(
            onward(agreed) ?? agreed.text,
            /^https:\/\/client\.example\.com\/callback\?code=/,
          )
        }
        assert.ok(visitor.cookies.has('session'))
      })
    }

    test('is taken from nobody who did not type the password, and leads back to it after five wrong codes', async () => {
      const half = await fill(visitorOf(app), await open(visitorOf(app)), { email, password })
      assert.equal(onward(half), undefined, 'what was agreed to before opens nothing either')
      assert.match(half.text, /name="code"/)
      const stranger = await fill(visitorOf(app), half, { code: totpOf(uri) })
      assert.equal(stranger.status, 422)
      assert.match(stranger.text, /name="password"/)
      const visitor = visitorOf(app)
      let shown: TestAnswer<unknown> = await fill(visitor, await open(visitor), { email, password })
      for (let tries = 0; tries < 6; tries++) shown = await fill(visitor, shown, { code: '000000' })
      assert.match(shown.text, /name="password"/)
      assert.equal(onward(shown), undefined)
    })
  })
}

test('the page counts guesses for the account too', async () => {
  const app = await startTestApp(await orders.sqlite, { limitsAttempts: true })
  const statuses: number[] = []
  for (let index = 0; index < 12; index++) {
    const body = { email: index % 2 ? email : email.toUpperCase(), password: `guess ${index}` }
    statuses.push((await visitorOf(app).post('/login', body)).status)
  }
  assert.deepEqual(statuses.slice(-2), [429, 429])
  await app.close()
})
