import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startTestApp, type TestApp } from '@cambium/runtime/testing'
import { type MutableToken, OAuth2Server } from 'oauth2-mock-server'
import { accountsProject } from './fixture/accounts-project.ts'
import { register, type Visitor, visitorOf } from './fixture/visitor.ts'

const project = accountsProject({ methods: ['password', 'oidc'] })

interface Person {
  readonly sub: string
  readonly email: string
  readonly email_verified: boolean
  readonly name?: string
}

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`a provider of OpenID Connect, on ${database}`, () => {
    const provider = new OAuth2Server()
    let app: TestApp
    let person: Person = { sub: '1', email: 'ann@example.com', email_verified: true, name: 'Ann' }
    let forge: ((token: MutableToken) => void) | undefined

    before(async () => {
      await provider.issuer.keys.generate('RS256')
      await provider.start(0, '127.0.0.1')
      const { service } = provider
      service.on('beforeTokenSigning', (token: MutableToken) => {
        Object.assign(token.payload, person, { aud: 'shop' })
        forge?.(token)
      })
      service.on('beforeUserinfo', (answer: { body: unknown }) => {
        answer.body = person
      })
      const issuer = String(provider.issuer.url)
      app = await startTestApp(await project, {
        database,
        providers: { oidc: { clientId: 'shop', clientSecret: 'secret', issuer } },
      })
    })
    after(async () => {
      await app.close()
      await provider.stop()
    })

    /** Goes to the provider, and back to the address it names. */
    async function comeBack(visitor: Visitor): Promise<string> {
      const asked = await visitor.post<{ url: string }>('/sign-in/social', {
        provider: 'oidc',
        callbackURL: '/welcome',
      })
      assert.equal(asked.status, 200, asked.text)
      const leaving = new URL(asked.body.url)
      assert.equal(
        leaving.searchParams.get('redirect_uri'),
        'http://localhost/api/auth/callback/oidc',
      )
      assert.ok(leaving.searchParams.get('code_challenge'))
      const answer = await fetch(leaving, { redirect: 'manual' })
      return String(answer.headers.get('location')).replace('http://localhost', '')
    }

    async function enter(who: Person): Promise<{ visitor: Visitor; place: string }> {
      person = who
      const visitor = visitorOf(app)
      const answer = await visitor.call({
        url: await comeBack(visitor),
        headers: { 'sec-fetch-site': 'cross-site' },
      })
      return { visitor, place: String(answer.headers.location) }
    }

    const userOf = async (visitor: Visitor) =>
      (await visitor.get<{ user: { id: string; email: string } }>('/get-session')).body?.user

    test('signs in who is new, and knows them again', async () => {
      const ann = { sub: '1', email: 'ann@example.com', email_verified: true, name: 'Ann' }
      const first = await enter(ann)
      assert.equal(first.place, '/welcome')
      const second = await enter({ ...ann, email: 'ann.new@example.com' })
      assert.equal((await userOf(first.visitor))?.id, (await userOf(second.visitor))?.id)
      assert.equal((await userOf(second.visitor))?.email, 'ann@example.com')
    })

    test('opens no account of somebody else by an address it did not prove', async () => {
      await register(app, 'known@example.com')
      const { visitor, place } = await enter({
        sub: 'evil',
        email: 'known@example.com',
        email_verified: false,
      })
      assert.match(place, /error=account_not_linked/)
      assert.equal(await userOf(visitor), undefined)
    })

    test('is not joined to an account that somebody made before with an address not theirs', async () => {
      await visitorOf(app).post('/sign-up/email', {
        email: 'victim@example.com',
        name: 'Thief',
        password: 'blue bottle lifts the moon',
      })
      const { visitor } = await enter({
        sub: 'v',
        email: 'victim@example.com',
        email_verified: true,
      })
      assert.equal(await userOf(visitor), undefined)
    })

    test('is believed only in tokens for this application, from this issuer, of this moment', async () => {
      const forgeries: { [what: string]: (token: MutableToken) => void } = {
        'another audience': ({ payload }) => Object.assign(payload, { aud: 'other' }),
        'another issuer': ({ payload }) =>
          Object.assign(payload, { iss: 'https://evil.example.com' }),
        'the past': ({ payload }) => Object.assign(payload, { exp: 1_000_000 }),
      }
      for (const [what, change] of Object.entries(forgeries)) {
        forge = change
        const { visitor, place } = await enter({
          sub: what,
          email: `${what.length}@example.com`,
          email_verified: true,
        })
        forge = undefined
        assert.equal(await userOf(visitor), undefined, what)
        assert.match(place, /error=/, what)
      }
    })

    test('brings back only who left from here, once', async () => {
      person = { sub: '7', email: 'seven@example.com', email_verified: true }
      const left = visitorOf(app)
      const back = await comeBack(left)
      const thief = visitorOf(app)
      await thief.call({ url: back })
      assert.equal(await userOf(thief), undefined)
      const own = visitorOf(app)
      const place = await comeBack(own)
      const answers = await Promise.all(
        Array.from({ length: 200 }, () =>
          app.call({
            url: place,
            headers: {
              cookie: [...own.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
            },
          }),
        ),
      )
      const entered = answers.filter(({ headers }) =>
        String(headers['set-cookie']).includes('session='),
      )
      const good = entered.filter(({ headers }) => headers.location === '/welcome')
      assert.equal(good.length, 1)
    })

    test('leads nowhere but to this origin', async () => {
      const asked = await visitorOf(app).post('/sign-in/social', {
        provider: 'oidc',
        callbackURL: 'https://evil.example.com',
      })
      assert.equal(asked.status, 403)
    })
  })
}
