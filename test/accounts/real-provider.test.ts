import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from '@cambium/runtime/database'
import { startTestApp, type TestApp } from '@cambium/runtime/testing'
import { accountsProject } from './fixture/accounts-project.ts'
import {
  freePort,
  type RealProvider,
  signedAnew,
  signedBySecret,
  startRealProvider,
  unsigned,
} from './fixture/real-provider.ts'
import { type Visitor, visitorOf } from './fixture/visitor.ts'

const project = accountsProject({ methods: ['password', 'oidc'] })
const redirectUri = 'http://localhost/api/auth/callback/oidc'
const email = 'ann@example.com'

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`a provider of OpenID Connect made by others, on ${database}`, () => {
    let app: TestApp
    let port: number
    let provider: RealProvider | undefined

    before(async () => {
      port = await freePort()
      const issuer = `http://127.0.0.1:${port}`
      app = await startTestApp(await project, {
        database,
        providers: { oidc: { clientId: 'shop', clientSecret: 'secret-of-the-shop', issuer } },
      })
    })
    after(async () => {
      await app.close()
      await provider?.stop()
    })

    const leave = (visitor: Visitor) =>
      visitor.post<{ url: string }>('/sign-in/social', { provider: 'oidc', callbackURL: '/in' })

    /** Goes where the provider sends, and fills its forms in; the address it leads back to. */
    async function throughProvider(from: string): Promise<string> {
      const cookies = new Map<string, string>()
      let [place, body]: [string, URLSearchParams | undefined] = [from, undefined]
      for (let steps = 0; steps < 12; steps++) {
        const cookie = [...cookies].map((pair) => pair.join('=')).join('; ')
        const answer: Response = await fetch(place, {
          redirect: 'manual',
          headers: { cookie },
          ...(body && { method: 'POST', body }),
        })
        for (const line of answer.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]*)=([^;]*)/.exec(line) ?? []
          cookies.set(name, value)
        }
        const next = answer.headers.get('location')
        const text = await answer.text()
        const action = /<form[^>]* action="([^"]*)"/.exec(text)?.[1]
        assert.ok(next ?? action, `${answer.status} ${text}`)
        place = new URL(next ?? action ?? '', place).href
        if (place.startsWith(redirectUri)) return place
        const prompt = /name="prompt" value="([^"]*)"/.exec(text)?.[1] ?? ''
        body = next ? undefined : new URLSearchParams({ prompt, login: 'ann', password: 'any' })
      }
      return assert.fail(`the provider leads nowhere: ${place}`)
    }

    async function enter(): Promise<{ visitor: Visitor; place: string; left: URL }> {
      const visitor = visitorOf(app)
      const asked = await leave(visitor)
      assert.equal(asked.status, 200, asked.text)
      const back = await throughProvider(asked.body.url)
      const { headers } = await visitor.call({
        url: back.replace('http://localhost', ''),
        headers: { 'sec-fetch-site': 'cross-site' },
      })
      return { visitor, place: String(headers.location), left: new URL(asked.body.url) }
    }
    const sessions = () => app.database.count(sql`select count(*) from "auth_sessions"`)
    const restart = async () => {
      await provider?.stop()
      provider = await startRealProvider({ port, redirectUri, email })
      return provider
    }

    test('is asked again after it was down, while other methods go on', async () => {
      const answer = await leave(visitorOf(app))
      assert.equal(answer.status, 503, answer.text)
      assert.match(answer.text, /does not answer now/)
      assert.ok(Number(answer.headers['retry-after']) > 0)
      const other = await visitorOf(app).post('/sign-in/email', { email, password: 'any at all' })
      assert.equal(other.status, 401)
      const evil = await restart()
      evil.tamper('/.well-known/openid-configuration', (body) => ({
        ...body,
        issuer: 'https://evil.example.com',
      }))
      await wait(1_050)
      assert.equal((await leave(visitorOf(app))).status, 503, 'it is another than it should be')
      await restart()
      await wait(1_050)
      assert.equal((await leave(visitorOf(app))).status, 200)
    })

    test('signs in by a code with PKCE and a nonce, and knows who it was', async () => {
      const { visitor, place, left } = await enter()
      assert.equal(place, '/in')
      assert.equal(left.searchParams.get('code_challenge_method'), 'S256')
      assert.ok(left.searchParams.get('nonce'))
      type Session = { user: { id: string; email: string } }
      const first = await visitor.get<Session>('/get-session')
      assert.equal(first.body.user.email, email)
      const again = await (await enter()).visitor.get<Session>('/get-session')
      assert.equal(again.body.user.id, first.body.user.id)
    })

    const tamperWith = (change: (token: string) => string | Promise<string>) =>
      provider?.tamper('/token', async (body) => ({
        ...body,
        id_token: await change(body.id_token ?? ''),
      }))
    const sign = (claims: { [name: string]: string | number }, isItsOwn = true) =>
      tamperWith((token) => signedAnew(token, claims, isItsOwn))

    test('is believed with its own signature, anew', async () => {
      sign({})
      assert.equal((await enter()).place, '/in')
      await restart()
    })

    const forgeries: { [what: string]: () => void } = {
      'of another issuer': () => sign({ iss: 'https://evil.example.com' }),
      'for another audience': () => sign({ aud: 'other' }),
      'for another visit': () => sign({ nonce: 'another-nonce' }),
      'with a signature that is not its': () => sign({}, false),
      'that is not signed': () => tamperWith(unsigned),
      'signed with the secret of the client': () => tamperWith(signedBySecret),
      'that is over': () => sign({ exp: 1_000_000 }),
      'that is missing': () => provider?.tamper('/token', ({ id_token: _none, ...rest }) => rest),
    }
    for (const [what, forge] of Object.entries(forgeries)) {
      test(`is not believed in a token ${what}`, async () => {
        const held = await sessions()
        forge()
        const { visitor, place } = await enter()
        assert.match(place, /error=/)
        assert.ok(!visitor.cookies.has('session'))
        assert.equal(await sessions(), held)
        await restart()
      })
    }
  })
}
