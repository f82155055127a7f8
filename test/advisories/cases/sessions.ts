import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from '@cambium/runtime/database'
import type { Advisory, AdvisoryClass } from '../fixture/advisory.ts'
import { clientOf } from '../fixture/client.ts'
import { answered, refused, without } from '../fixture/expect.ts'
import { cookieOf, type Member, type People, password } from '../fixture/people.ts'

/** Longest that anything may be believed that has ended. */
const second = 1_000

/** The session works now, by its cookie and by its token. */
async function isIn({ browser, byToken }: Member): Promise<void> {
  answered(await browser.get('/api/notes'))
  answered(await byToken.get('/api/notes'))
}

/** It does no more, by any way. */
async function isOut({ browser, byToken }: Member): Promise<void> {
  refused(await byToken.get('/api/notes'), 401)
  refused(await browser.get('/api/notes'), 401)
  refused(await browser.post('/api/notes', { text: 'still here' }), 401)
  assert.equal((await browser.get('/api/auth/get-session')).text, 'null')
}

/** A session that is in, and out once something happened to it. */
function ends(
  name: string,
  attack: string,
  end: (member: Member, people: People) => Promise<unknown>,
): Advisory<People> {
  let member: Member
  return {
    name,
    attack,
    async exists(people) {
      member = await people.join(`${attack.replaceAll(/\W+/g, '-')}@example.com`.toLowerCase())
      await isIn(member)
    },
    async refused(people) {
      await end(member, people)
      await isOut(member)
    },
  }
}

const cases: readonly Advisory<People>[] = [
  ends(
    'Directus GHSA-56p6-qw3c-fq2g',
    'goes on after the account is shut',
    async ({ id }, { app }) => {
      await app.database.run(sql`update "users" set "blocked" = ${true} where "id" = ${id}`)
      await wait(second)
    },
  ),
  ends('better-auth GHSA-2vg6', 'goes on after the user is deleted', async ({ id, browser }) => {
    answered(await browser.delete(`/api/users/${id}`))
    await wait(second)
  }),
  ends('Payload CVE-2025-4643', 'goes on after signing out', async ({ browser }) => {
    answered(await browser.post('/api/auth/sign-out', {}))
  }),
  ends(
    'Parse Server, expiry not looked at on a hit of the cache',
    'goes on after its time',
    async ({ id }, { app }) => {
      const past = '2020-01-01T00:00:00.000Z'
      await app.database.run(
        sql`update "auth_sessions" set "expires_at" = ${past} where "user_id" = ${id}`,
      )
      await wait(second)
    },
  ),
  ends(
    'Strapi CVE-2026-22706',
    'goes on after the password was reset',
    async ({ email }, { guest, linkTo }) => {
      answered(await guest.post('/api/auth/request-password-reset', { email }))
      const link = await linkTo(email, /^A new password/)
      const token = new URL(link, 'http://localhost').searchParams.get('token')
      const newPassword = 'another bottle of the moon'
      answered(await guest.post('/api/auth/reset-password', { token, newPassword }))
    },
  ),
  ends(
    'Strapi CVE-2026-22706',
    'goes on after the others were ended',
    async ({ email }, people) => {
      const other = clientOf(people.origin, {
        'sec-fetch-site': 'same-origin',
        cookie: cookieOf(await people.signIn(email, password)),
      })
      answered(await other.delete('/api/auth/sessions'))
      answered(await other.get('/api/notes'))
    },
  ),
  {
    name: 'Parse Server GHSA-g4v2-qx3q-4p64',
    attack: 'ends, or sees, the session of somebody else',
    async exists({ ann }) {
      const { body } = answered(await ann.browser.get('/api/auth/sessions'))
      assert.ok((body.data?.length ?? 0) > 0)
    },
    async refused({ ann, eve, guest }) {
      const { body } = await ann.browser.get('/api/auth/sessions')
      const id = String(body.data?.[0]?.id)
      refused(await eve.browser.delete(`/api/auth/sessions/${id}`), 404)
      refused(await guest.delete(`/api/auth/sessions/${id}`), 401)
      without(answered(await eve.browser.get('/api/auth/sessions')), id)
      without(answered(await eve.browser.get(`/api/auth/sessions?userId=${ann.id}`)), id)
      await isIn(ann)
    },
  },
  {
    name: 'Parse Server GHSA-6r2j-cxgf-495f',
    attack: 'reads the tokens of sessions, its own too',
    exists: ({ eve }) => isIn(eve),
    async refused({ eve, app }) {
      for (const path of [
        '/api/auth/sessions',
        '/api/auth/get-session',
        '/api/auth/list-accounts',
      ]) {
        without(answered(await eve.browser.get(path)), eve.token)
      }
      const rows = await app.database.all(sql`select * from "auth_sessions"`)
      assert.ok(!JSON.stringify(rows).includes(eve.token))
      for (const path of ['sessions', 'auth_sessions', 'auth-sessions', '_Session']) {
        refused(await eve.browser.get(`/api/${path}`), 404)
      }
      refused(await eve.browser.get('/api/users?include=sessions'), 400)
      refused(await eve.browser.get('/api/users?sessions.token[startsWith]=a'), 400)
    },
  },
  {
    name: 'Parse Server GHSA-wp76-gg32-8258',
    attack: 'is told the hash of a password, or what is hidden of a user',
    async exists({ app, eve }) {
      const rows = await app.database.all(
        sql`select "password" from "auth_accounts" where "user_id" = ${eve.id}`,
      )
      assert.match(JSON.stringify(rows), /\$argon2id\$/)
    },
    async refused({ eve, signIn }) {
      const answers = [
        await signIn(eve.email, password),
        await eve.browser.get('/api/auth/get-session'),
        await eve.browser.get('/api/auth/list-accounts'),
        await eve.browser.get(`/api/users/${eve.id}`),
      ]
      for (const answer of answers) without(answered(answer), /argon2|"password"|"blocked"/)
    },
  },
  {
    name: 'Auth.js GHSA-x445',
    attack: 'uses a token or a cookie for what it was not made for',
    exists: ({ eve }) => isIn(eve),
    async refused({ eve, origin }) {
      const linked = new URL(eve.link, origin).searchParams.get('token') ?? ''
      const signature = decodeURIComponent(eve.cookie).split('.').at(-1)
      for (const value of [
        linked,
        `${eve.token}.${linked.split('.')[2]}`,
        `x.${signature}`,
        eve.token,
      ]) {
        const cookie = `session=${encodeURIComponent(value)}`
        refused(await clientOf(origin, { cookie }).get('/api/notes'), 401)
      }
      for (const value of [linked, `${eve.token}.${signature}`, `${eve.token}x`, eve.id]) {
        const authorization = `Bearer ${value}`
        refused(await clientOf(origin, { authorization }).get('/api/notes'), 401)
      }
    },
  },
  {
    name: 'Auth.js GHSA-xmf8',
    attack: 'sends credentials that are none, so that reading them fails',
    exists: ({ eve }) => isIn(eve),
    async refused({ origin, eve }) {
      for (const authorization of [
        'Bearer',
        'Bearer ',
        'Basic eDp5',
        'Bearer a.b',
        'Bearer ..',
        'é',
      ]) {
        refused(await clientOf(origin, { authorization }).get('/api/notes'), 401)
      }
      for (const cookie of [
        'session=%E0%A4%A',
        'session=.',
        '=;;=',
        `session=${'a'.repeat(9_000)}`,
      ]) {
        refused(await clientOf(origin, { cookie }).get('/api/notes'), 401)
      }
      await isIn(eve)
    },
  },
  {
    name: 'Auth.js GHSA-x445',
    attack: 'has another page use the cookie, or sign the visitor in as somebody else',
    exists: ({ eve }) => isIn(eve),
    async refused({ eve, origin }) {
      for (const headers of [
        { 'sec-fetch-site': 'cross-site' },
        { origin: 'https://evil.example.com' },
        { origin: 'null' },
      ]) {
        const page = clientOf(origin, { cookie: eve.cookie, ...headers })
        refused(await page.post('/api/notes', { text: 'x' }), 403)
        refused(await page.delete(`/api/users/${eve.id}`), 403)
        refused(await page.post('/api/auth/sign-out', {}), 403)
        refused(await page.post('/api/batch', { operations: [] }), 403)
        const entered = await page.post('/api/auth/sign-in/email', { email: eve.email, password })
        refused(entered, 403)
      }
      const form = { 'content-type': 'text/plain', cookie: eve.cookie }
      refused(await clientOf(origin, form).post('/api/notes', '{"text":"x"}'), 403, 415)
    },
  },
]

export const sessions: AdvisoryClass<People> = {
  title: 'a session is one person’s, and ends when it ends',
  cases,
}
