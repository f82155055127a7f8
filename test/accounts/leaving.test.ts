import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from '@cambium/runtime/database'
import { startTestApp, type TestApp } from '@cambium/runtime/testing'
import { accountsProject } from './fixture/accounts-project.ts'
import { mailedLink, password, register, type Visitor, visitorOf } from './fixture/visitor.ts'

const project = accountsProject({
  methods: ['password', 'magicLink', 'anonymous', 'organisations', 'google'],
})
const providers = { google: { clientId: 'shop', clientSecret: 'secret' } }

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`signing in again and out, on ${database}`, () => {
    let app: TestApp
    before(async () => {
      app = await startTestApp(await project, { database, providers })
      await register(app, 'ann@example.com')
      await register(app, 'bob@example.com')
    })
    after(() => app.close())

    const sessions = () => app.database.count(sql`select count(*) from "auth_sessions"`)
    const enter = (visitor: Visitor, email: string) =>
      visitor.post<{ token: string }>('/sign-in/email', { email, password })
    const opens = async (token: string): Promise<number> => {
      const headers = { authorization: `Bearer ${token}` }
      return (await app.call({ url: '/api/notes', headers })).status
    }

    for (const email of ['ann@example.com', 'bob@example.com']) {
      test(`ends the former session of the browser, whoever signs in: ${email}`, async () => {
        const browser = visitorOf(app)
        const first = await enter(browser, 'ann@example.com')
        const elsewhere = await enter(visitorOf(app), 'ann@example.com')
        const held = await sessions()
        const second = await enter(browser, email)
        assert.notEqual(first.body.token, second.body.token)
        assert.equal(await sessions(), held)
        assert.equal(await opens(first.body.token), 401)
        assert.equal(await opens(second.body.token), 200)
        assert.equal(await opens(elsewhere.body.token), 200)
      })
    }

    test('ends it by a link too, and keeps it where signing in fails', async () => {
      const browser = visitorOf(app)
      const first = await enter(browser, 'ann@example.com')
      await browser.post('/sign-in/email', {
        email: 'ann@example.com',
        password: 'a wrong one of some length',
      })
      assert.equal(await opens(first.body.token), 200)
      await browser.post('/sign-in/magic-link', { email: 'bob@example.com' })
      await browser.call({ url: await mailedLink(app, 'bob@example.com', /^Sign in/) })
      const session = await browser.get<{ user: { email: string } }>('/get-session')
      assert.equal(session.body.user.email, 'bob@example.com')
      await new Promise((resolve) => setTimeout(resolve, 900))
      assert.equal(await opens(first.body.token), 401)
    })

    test('keeps the session that goes on with something else in it', async () => {
      const browser = visitorOf(app)
      await enter(browser, 'bob@example.com')
      const { body } = await browser.post<{ id: string }>('/organization/create', {
        name: 'Guild',
        slug: `guild-${database}`,
      })
      const entered = await browser.post('/organization/set-active', { organizationId: body.id })
      assert.equal(entered.status, 200, entered.text)
      assert.match(String(entered.headers['set-cookie']), /^session=/)
      assert.equal((await browser.call({ url: '/api/notes' })).status, 200)
      const session = await browser.get<{ user: { email: string } }>('/get-session')
      assert.equal(session.body.user.email, 'bob@example.com')
    })

    test('goes well the first time for a browser whose session ran out', async () => {
      const browser = visitorOf(app)
      await enter(browser, 'ann@example.com')
      await app.database.run(sql`delete from "auth_sessions"`)
      await new Promise((resolve) => setTimeout(resolve, 900))
      assert.ok(browser.cookies.has('session'))
      assert.equal((await enter(browser, 'ann@example.com')).status, 200)
      assert.ok(browser.cookies.has('session'))
      assert.equal((await browser.call({ url: '/api/notes' })).status, 200)
    })

    test('tells the browser to forget what pages kept', async () => {
      const browser = visitorOf(app)
      const { body } = await enter(browser, 'ann@example.com')
      const left = await browser.post('/sign-out')
      assert.equal(left.status, 200, left.text)
      assert.equal(left.headers['clear-site-data'], '"cache", "storage"')
      assert.ok(!browser.cookies.has('session'))
      assert.equal(await opens(body.token), 401)
    })
  })
}

describe('the way back from a provider that went wrong', () => {
  const evil = '<script>alert(1)</script>'
  const back = `/api/auth/callback/google?error=${encodeURIComponent(evil)}&state=x`
  let app: TestApp
  before(async () => {
    app = await startTestApp(await project, { providers })
  })
  after(() => app.close())

  const ask = (query: string, accept?: string) =>
    app.call({ url: `/api/auth/error?${query}`, headers: accept ? { accept } : {} })

  test('ends on a plain page, which repeats nothing that was sent', async () => {
    const { status, headers } = await app.call({ url: back })
    assert.equal(status, 302)
    const place = new URL(String(headers.location))
    assert.equal(place.pathname, '/api/auth/error')
    for (const error of [evil, 'access_denied', 'constructor', '__proto__', '']) {
      const query = String(new URLSearchParams({ error, error_description: `said ${evil}` }))
      const page = await ask(query, 'text/html,application/xhtml+xml')
      assert.equal(page.status, 400)
      assert.match(String(page.headers['content-type']), /^text\/html/)
      assert.match(String(page.headers['content-security-policy']), /default-src 'none'/)
      assert.match(page.text, /<h1>You are not signed in<\/h1>/)
      assert.doesNotMatch(page.text, /script>|said|alert|constructor/)
    }
    assert.match((await ask('error=access_denied', 'text/html')).text, /did not agree/)
  })

  test('is a problem for callers that read JSON', async () => {
    const answer = await ask('error=account_not_linked', 'application/json')
    assert.equal(answer.status, 400)
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
    assert.match(String((answer.body as { detail?: unknown }).detail), /add the provider there/)
    assert.equal((await ask(`error=${encodeURIComponent(evil)}`)).status, 400)
  })

  test('ends on the page of the application, where it names one', async () => {
    const own = await startTestApp(await project, { providers, pages: { error: '/failed' } })
    const first = await own.call({ url: back })
    assert.match(String(first.headers.location), /^http:\/\/localhost\/failed\?error=\w+$/)
    const reset = await own.call({ url: '/api/auth/reset-password/none?callbackURL=' })
    const left = new URL(String(reset.headers.location), 'http://localhost')
    const second = await own.call({ url: left.pathname + left.search })
    assert.equal(second.headers.location, '/failed?error=invalid_token')
    await own.close()
  })
})
