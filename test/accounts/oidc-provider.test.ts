import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { startTestApp, type TestApp } from '@cambium/runtime/testing'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { accountsProject } from './fixture/accounts-project.ts'
import { password, register, type Visitor, visitorOf } from './fixture/visitor.ts'

const project = accountsProject({ methods: ['password', 'oidcProvider'] })
const redirectUri = 'https://client.example.com/callback'

interface Client {
  readonly client_id: string
  readonly client_secret: string
}

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`the application as a provider on ${database}`, () => {
    let app: TestApp
    let client: Client

    before(async () => {
      app = await startTestApp(await project, { database })
      const link = new URL((await app.firstAdminLink()) ?? '')
      const root = visitorOf(app)
      const email = 'root@example.com'
      const token = link.searchParams.get('token')
      await root.post('/first-admin', { token, email, name: 'Root', password })
      await root.post('/sign-in/email', { email, password })
      const made = await root.post<Client & Record<string, unknown>>('/oauth2/create-client', {
        client_name: 'Client',
        redirect_uris: [redirectUri],
        scope: 'openid profile email offline_access',
        token_endpoint_auth_method: 'client_secret_post',
      })
      assert.ok(made.status < 300, made.text)
      const { client_id, client_secret } = made.body
      client = { client_id, client_secret }
      await register(app, 'ann@example.com')
    })
    after(() => app.close())

    const form = (path: string, fields: { [name: string]: string }) =>
      app.call<Record<string, string>>({
        method: 'POST',
        url: `/api/auth${path}`,
        body: new URLSearchParams(fields).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })

    const asked = (verifier: string): URLSearchParams =>
      new URLSearchParams({
        response_type: 'code',
        client_id: client.client_id,
        redirect_uri: redirectUri,
        scope: 'openid profile email offline_access',
        state: 'state-1',
        nonce: 'nonce-1',
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
      })

    /** Goes through the pages as a person would; the code that the client gets, and its verifier. */
    async function authorise(visitor: Visitor): Promise<{ code: string; verifier: string }> {
      const verifier = randomBytes(32).toString('base64url')
      let place = `/api/auth/oauth2/authorize?${asked(verifier)}`
      for (let steps = 0; steps < 8 && !place.startsWith(redirectUri); steps++) {
        place = await step(visitor, place)
      }
      const url = new URL(place)
      assert.equal(url.searchParams.get('state'), 'state-1', place)
      return { code: url.searchParams.get('code') ?? '', verifier }
    }

    /** One page: follows a redirect, fills a form in, or goes on where it is sent. */
    async function step(visitor: Visitor, place: string): Promise<string> {
      const answer = await visitor.call({ url: place.replace('http://localhost', '') })
      if (answer.status === 302) return String(answer.headers.location)
      assert.equal(answer.status, 200, answer.text)
      const action = /action="([^"]*)"/.exec(answer.text)?.[1] ?? ''
      const hidden = (/name="query" value="([^"]*)"/.exec(answer.text)?.[1] ?? '').replaceAll(
        '&amp;',
        '&',
      )
      const sent = await visitor.call({
        method: 'POST',
        url: action,
        body: new URLSearchParams({ query: hidden, email: 'ann@example.com', password }).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })
      assert.equal(sent.status, 200, sent.text)
      return (/<a href="([^"]*)">Go on/.exec(sent.text)?.[1] ?? '').replaceAll('&amp;', '&')
    }

    const exchange = ({ code, verifier }: { code: string; verifier: string }, more: object = {}) =>
      form('/oauth2/token', {
        grant_type: 'authorization_code',
        code,
        code_verifier: verifier,
        redirect_uri: redirectUri,
        ...client,
        ...more,
      })

    test('describes itself, and signs people in for a client', async () => {
      const { body: own } = await app.call<Record<string, string>>({
        url: '/api/auth/.well-known/openid-configuration',
      })
      assert.equal(own.issuer, 'http://localhost/api/auth')
      const tokens = await exchange(await authorise(visitorOf(app)))
      assert.equal(tokens.status, 200, tokens.text)
      const { body: keys } = await app.call<{ keys: never[] }>({ url: '/api/auth/jwks' })
      const { payload } = await jwtVerify(tokens.body.id_token ?? '', createLocalJWKSet(keys), {
        issuer: 'http://localhost/api/auth',
        audience: client.client_id,
      })
      assert.equal(payload.nonce, 'nonce-1')
      const authorization = `Bearer ${tokens.body.access_token}`
      const info = await app.call<{ email: string }>({
        url: '/api/auth/oauth2/userinfo',
        headers: { authorization },
      })
      assert.equal(info.body.email, 'ann@example.com', info.text)
      // What a third party is given opens nothing here.
      for (const token of [
        tokens.body.access_token,
        tokens.body.id_token,
        tokens.body.refresh_token,
      ]) {
        const headers = { authorization: `Bearer ${token}` }
        assert.equal((await app.call({ url: '/api/notes', headers })).status, 401)
      }
    })

    test('takes a code once of two hundred times, for the client and address it was meant for', async () => {
      const granted = await authorise(visitorOf(app))
      const answers = await Promise.all(Array.from({ length: 200 }, () => exchange(granted)))
      assert.equal(answers.filter(({ status }) => status === 200).length, 1)
      const second = await authorise(visitorOf(app))
      assert.notEqual((await exchange(second, { client_secret: 'wrong' })).status, 200)
      const third = await authorise(visitorOf(app))
      const elsewhere = await exchange(third, { redirect_uri: 'https://evil.example.com/callback' })
      assert.notEqual(elsewhere.status, 200)
      const fourth = await authorise(visitorOf(app))
      assert.notEqual((await exchange({ ...fourth, verifier: 'x'.repeat(43) })).status, 200)
    })

    test('takes a refresh token once of two hundred times', async () => {
      const { body } = await exchange(await authorise(visitorOf(app)))
      const refresh = () =>
        form('/oauth2/token', {
          grant_type: 'refresh_token',
          refresh_token: body.refresh_token ?? '',
          ...client,
        })
      const answers = await Promise.all(Array.from({ length: 200 }, refresh))
      const good = answers.filter(({ status }) => status === 200)
      assert.equal(good.length, 1)
      assert.ok(answers.every(({ status }) => status < 500))
      // One that comes later was stolen: what the winner got is worth nothing any more either.
      assert.notEqual((await refresh()).status, 200)
      const next = good[0]?.body.refresh_token ?? ''
      assert.notEqual((await refreshed(next)).status, 200)
    })

    const refreshed = (refresh_token: string) =>
      form('/oauth2/token', { grant_type: 'refresh_token', refresh_token, ...client })
    const userinfo = async (token = '') => {
      const headers = { authorization: `Bearer ${token}` }
      return (await app.call({ url: '/api/auth/oauth2/userinfo', headers })).status
    }

    test('gives another refresh token each time, and takes what is revoked no more', async () => {
      const { body: first } = await exchange(await authorise(visitorOf(app)))
      const second = await refreshed(first.refresh_token ?? '')
      assert.equal(second.status, 200, second.text)
      assert.notEqual(second.body.refresh_token, first.refresh_token)
      const { access_token: access = '', refresh_token: refresh = '' } = second.body
      assert.equal(await userinfo(access), 200)
      const active = async (token: string) =>
        (await form('/oauth2/introspect', { token, ...client })).body.active
      assert.equal(await active(access), true)
      const stranger = { client_id: client.client_id, client_secret: 'wrong' }
      assert.notEqual((await form('/oauth2/revoke', { token: refresh, ...stranger })).status, 200)
      assert.equal(await userinfo(access), 200)
      for (const token of [access, refresh]) {
        const revoked = await form('/oauth2/revoke', { token, ...client })
        assert.equal(revoked.status, 200, revoked.text)
      }
      assert.equal(await active(access), false)
      assert.equal(await userinfo(access), 401)
      assert.notEqual((await refreshed(refresh)).status, 200)
    })

    test('asks again for what was agreed to, once it was withdrawn', async () => {
      const ann = visitorOf(app)
      await authorise(ann)
      const given = await ann.get<{ id: string }[]>('/oauth2/get-consents')
      assert.equal(given.body.length, 1, given.text)
      const bob = await register(app, 'bobby@example.com')
      const { id } = given.body[0] ?? assert.fail()
      assert.notEqual((await bob.post('/oauth2/delete-consent', { id })).status, 200)
      assert.equal((await ann.post('/oauth2/delete-consent', { id })).status, 200)
      const { headers } = await ann.call({
        url: `/api/auth/oauth2/authorize?${asked('y'.repeat(43))}`,
      })
      assert.match(String(headers.location), /\/consent\?/)
    })

    test('sends nobody to an address that the client did not name', async () => {
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: client.client_id,
        redirect_uri: 'https://client.example.com.evil.com/callback',
        scope: 'openid',
        code_challenge: 'x'.repeat(43),
        code_challenge_method: 'S256',
      })
      const answer = await app.call({ url: `/api/auth/oauth2/authorize?${query}` })
      assert.doesNotMatch(String(answer.headers.location), /evil/)
    })

    test('fetches nothing from an address that a client names', async () => {
      const root = visitorOf(app)
      await root.post('/sign-in/email', { email: 'root@example.com', password })
      for (const name of ['jwks_uri', 'backchannel_logout_uri']) {
        const made = await root.post('/oauth2/create-client', {
          redirect_uris: [redirectUri],
          [name]: 'https://client.example.com/x',
        })
        assert.equal(made.status, 422, made.text)
        assert.match(made.text, new RegExp(name))
      }
    })

    test('takes clients from administrators only', async () => {
      const bob = await register(app, 'bob@example.com')
      const made = await bob.post('/oauth2/create-client', { redirect_uris: [redirectUri] })
      assert.ok([401, 403].includes(made.status), made.text)
    })
  })
}
