import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from '@cambium/runtime/database'
import { startTestApp, type TestApp } from '@cambium/runtime/testing'
import { accountsProject } from './fixture/accounts-project.ts'
import { freePort } from './fixture/real-provider.ts'
import { servedAt } from './fixture/served-at.ts'
import { password, register, type Visitor, visitorOf } from './fixture/visitor.ts'

const providing = accountsProject({ methods: ['password', 'oidcProvider'] })
const using = accountsProject({ methods: ['password', 'oidc'] })
const shopUrl = 'https://shop.example.com'
const redirectUri = `${shopUrl}/api/auth/callback/oidc`
const email = 'ann@example.com'

interface Client {
  readonly client_id: string
  readonly client_secret: string
}

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`an application that people sign in to by another, on ${database}`, () => {
    let origin: string
    let provider: TestApp
    let shop: TestApp
    let served: { stop(): Promise<void> }

    before(async () => {
      const port = await freePort()
      origin = `http://127.0.0.1:${port}`
      provider = await startTestApp(await providing, { database, publicUrl: origin })
      served = await servedAt(provider, port)
      const { client_id: clientId, client_secret: clientSecret } = await addClient()
      shop = await startTestApp(await using, {
        database,
        publicUrl: shopUrl,
        providers: { oidc: { clientId, clientSecret, issuer: `${origin}/api/auth` } },
      })
      await register(provider, email)
    })
    after(async () => {
      // What did not start need not stop.
      await shop?.close()
      await served?.stop()
      await provider?.close()
    })

    async function addClient(): Promise<Client> {
      const link = new URL((await provider.firstAdminLink()) ?? '')
      const root = visitorOf(provider)
      const admin = { email: 'root@example.com', name: 'Root', password }
      await root.post('/first-admin', { token: link.searchParams.get('token'), ...admin })
      await root.post('/sign-in/email', admin)
      const made = await root.post<Client & Record<string, unknown>>('/oauth2/create-client', {
        client_name: 'Shop',
        redirect_uris: [redirectUri],
        scope: 'openid profile email',
        token_endpoint_auth_method: 'client_secret_post',
      })
      assert.ok(made.status < 300, made.text)
      return made.body
    }

    /** What a person saw on the way, and where the provider sends them in the end. */
    interface Trip {
      readonly back: URL
      readonly pages: readonly string[]
    }

    /** Goes through the pages of the provider as a person would. */
    async function through(person: Visitor, from: string, answer: object = {}): Promise<Trip> {
      const pages: string[] = []
      let place = from
      for (let steps = 0; steps < 8 && !place.startsWith(redirectUri); steps++) {
        const shown = await person.call({ url: place.replace(origin, '') })
        if (shown.status === 302) {
          place = String(shown.headers.location)
          continue
        }
        assert.equal(shown.status, 200, shown.text)
        pages.push(/<h1>([^<]*)/.exec(shown.text)?.[1] ?? '')
        const query = /name="query" value="([^"]*)"/.exec(shown.text)?.[1] ?? ''
        const fields = { query: query.replaceAll('&amp;', '&'), email, password, ...answer }
        const sent = await person.call({
          method: 'POST',
          url: /action="([^"]*)"/.exec(shown.text)?.[1] ?? '',
          body: new URLSearchParams(fields).toString(),
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        })
        const onward = /<a href="([^"]*)">Go on/.exec(sent.text)?.[1]
        assert.ok(onward, sent.text)
        place = onward.replaceAll('&amp;', '&')
      }
      return { back: new URL(place), pages }
    }

    const leave = async (visitor: Visitor): Promise<string> => {
      const asked = await visitor.post<{ url: string }>('/sign-in/social', {
        provider: 'oidc',
        callbackURL: '/in',
        errorCallbackURL: '/out',
      })
      assert.equal(asked.status, 200, asked.text)
      return asked.body.url
    }
    const arrive = async (visitor: Visitor, back: URL): Promise<string> => {
      const headers = { 'sec-fetch-site': 'cross-site' }
      const answer = await visitor.call({ url: back.pathname + back.search, headers })
      return String(answer.headers.location)
    }
    const whoIs = async (visitor: Visitor) => {
      const { body } = await visitor.get<{
        user: { email: string; emailVerified: boolean }
      } | null>('/get-session')
      return body?.user
    }
    const sessions = () => shop.database.count(sql`select count(*) from "auth_sessions"`)

    test('asks whether they agree, the first time only, and takes them for who they are', async () => {
      const person = visitorOf(provider)
      const visitor = visitorOf(shop)
      const first = await through(person, await leave(visitor))
      assert.deepEqual(first.pages, ['Sign in', 'Do you agree?'])
      assert.equal(first.back.searchParams.get('iss'), `${origin}/api/auth`)
      assert.equal(await arrive(visitor, first.back), '/in')
      const { email: known, emailVerified } = (await whoIs(visitor)) ?? {}
      assert.deepEqual([known, emailVerified], [email, true])
      const again = await through(person, await leave(visitorOf(shop)))
      assert.deepEqual(again.pages, [])
    })

    test('lets nobody in who did not agree', async () => {
      await provider.database.run(sql`delete from "auth_oauth_consents"`)
      const visitor = visitorOf(shop)
      const person = visitorOf(provider)
      await person.post('/sign-in/email', { email, password })
      const { back } = await through(person, await leave(visitor), { refuse: 'yes' })
      assert.equal(back.searchParams.get('error'), 'access_denied')
      assert.match(await arrive(visitor, back), /^\/out\?error=access_denied/)
      assert.equal(await whoIs(visitor), undefined)
    })

    test('lets nobody in by a way back that was used, changed, or is of another provider or visit', async () => {
      const changes: { [what: string]: (back: URL) => void } = {
        'a code that was used': () => undefined,
        'a code of nobody': (back) => back.searchParams.set('code', 'x'.repeat(32)),
        'a state of nobody': (back) => back.searchParams.set('state', 'x'.repeat(32)),
        'no state': (back) => back.searchParams.delete('state'),
        'another issuer': (back) => back.searchParams.set('iss', 'https://evil.example.com'),
      }
      for (const [what, change] of Object.entries(changes)) {
        const visitor = visitorOf(shop)
        const { back } = await through(visitorOf(provider), await leave(visitor))
        if (what === 'a code that was used') await arrive(visitorWith(visitor), back)
        const held = await sessions()
        change(back)
        assert.match(await arrive(visitor, back), /error=/, what)
        assert.equal(await sessions(), held, what)
        assert.equal(await whoIs(visitor), undefined, what)
      }
      const mine = visitorOf(shop)
      const { back } = await through(visitorOf(provider), await leave(mine))
      const victim = visitorOf(shop)
      await leave(victim)
      assert.match(await arrive(victim, back), /error=/)
      assert.equal(await whoIs(victim), undefined)
    })

    /** Another window with the same cookies. */
    function visitorWith({ cookies }: Visitor): Visitor {
      const visitor = visitorOf(shop)
      for (const pair of cookies) (visitor.cookies as Map<string, string>).set(...pair)
      return visitor
    }

    test('goes on when the provider signs with another key, and keeps the old one for what it signed', async (context) => {
      const keys = async (): Promise<string[]> => {
        const { body } = await provider.call<{ keys: { kid: string }[] }>({ url: '/api/auth/jwks' })
        return body.keys.map(({ kid }) => kid)
      }
      const [old] = await keys()
      const past = new Date(Date.now() - 60_000).toISOString()
      await provider.database.run(sql`update "auth_jwks" set "expires_at" = ${past}`)
      // Keys are not asked for again within half a minute, which is how long a client may be late.
      context.mock.timers.enable({ apis: ['Date'], now: Date.now() + 31_000 })
      const visitor = visitorOf(shop)
      const trip = await through(visitorOf(provider), await leave(visitor))
      assert.equal(await arrive(visitor, trip.back), '/in')
      const now = await keys()
      assert.equal(now.length, 2)
      assert.ok(now.includes(old ?? ''))
    })

    test('joins no account whose address it did not see proven', async () => {
      const early = { email: 'early@example.com', name: 'Thief', password }
      await visitorOf(shop).post('/sign-up/email', early)
      await register(provider, early.email)
      const visitor = visitorOf(shop)
      const person = visitorOf(provider)
      await person.post('/sign-in/email', { email: early.email, password })
      const { back } = await through(person, await leave(visitor))
      assert.match(await arrive(visitor, back), /^\/out\?error=account_not_linked/)
      assert.equal(await whoIs(visitor), undefined)
    })
  })
}
