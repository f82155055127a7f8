import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from '@cambium/runtime/database'
import type { Advisory, AdvisoryClass } from '../fixture/advisory.ts'
import { type Answer, clientOf } from '../fixture/client.ts'
import { answered, refused, without } from '../fixture/expect.ts'
import { type People, password } from '../fixture/people.ts'

/** Ann signs in with her password. */
async function annSignsIn({ ann, signIn }: People): Promise<void> {
  answered(await signIn(ann.email, password))
}

/** The token in the newest link to a new password. */
async function resetTokenOf(people: People, email: string): Promise<string> {
  const link = await people.linkTo(email, /^A new password/)
  return new URL(link, people.origin).searchParams.get('token') ?? ''
}

/** What an answer says, but for what is new with every one. */
function said({ status, text }: Answer): string {
  return `${status} ${text.replace(/"instance":"[^"]*"/, '')}`
}

const cases: readonly Advisory<People>[] = [
  {
    name: 'Parse Server GHSA-vgjh-hmwf-c588',
    attack: 'sends an operator in place of the token of a reset',
    async exists(people) {
      const { email } = people.ann
      answered(await people.guest.post('/api/auth/request-password-reset', { email }))
      assert.notEqual(await resetTokenOf(people, email), '')
    },
    async refused(people) {
      for (const token of [{ $ne: null }, { $regex: '.' }, ['x'], true, 1, null, '', '%', '*']) {
        const body = { token, newPassword: 'stolen bottle of the moon' }
        refused(await people.guest.post('/api/auth/reset-password', body), 400)
      }
      await annSignsIn(people)
    },
  },
  {
    name: 'Parse Server GHSA-5fw2-8jcv-xh87',
    attack: 'sends operators in place of an address and a password',
    exists: annSignsIn,
    async refused({ ann, guest }) {
      const { email } = ann
      for (const body of [
        { email: { $gt: '' }, password: { $gt: '' } },
        { email, password: { $ne: 'x' } },
        { email: [email], password },
        { email, password: [password] },
        { email: `${email}' or '1'='1`, password },
        { 'email[$gt]': '', password },
        [{ email, password }],
      ]) {
        const answer = refused(await guest.post('/api/auth/sign-in/email', body), 400, 401)
        assert.equal(answer.headers['set-cookie'], undefined)
      }
    },
  },
  {
    name: 'Parse Server GHSA-pfj7-wv7c-22pr',
    attack: 'signs in with a part of what is needed',
    exists: annSignsIn,
    async refused({ ann, guest }) {
      const { email } = ann
      for (const body of [
        { email },
        { email, password: '' },
        { email, password: null },
        { password },
        {},
        { email, authData: { google: {} } },
        { email, password: password.slice(0, -1) },
        { email, password: `${password} ` },
      ]) {
        const answer = refused(await guest.post('/api/auth/sign-in/email', body), 400, 401)
        assert.equal(answer.headers['set-cookie'], undefined)
      }
    },
  },
  {
    name: 'Parse Server GHSA-wjqw-r9x4-j59v',
    attack: 'signs in to an account that has no password, with none',
    async exists({ app }) {
      const users = app.system as unknown as { User: { create(input: object): Promise<object> } }
      await users.User.create({ email: 'made@example.com', emailVerified: true })
    },
    async refused({ guest }) {
      for (const secret of ['', 'null', 'undefined', password]) {
        const body = { email: 'made@example.com', password: secret }
        refused(await guest.post('/api/auth/sign-in/email', body), 401)
      }
    },
  },
  {
    name: 'PocketBase CVE-2026-44166 / GHSA-pq7p-mc74-g65w',
    attack: 'makes the account of somebody else before they do, and keeps its password',
    async exists({ guest, app }) {
      const body = { email: 'victim@example.com', name: 'Mine', password: 'the password of evil' }
      answered(await guest.post('/api/auth/sign-up/email', body))
      const made = sql`select count(*) from "users" where "email" = ${body.email}`
      assert.equal(await app.database.count(made), 1)
    },
    async refused(people) {
      const { guest, signIn, linkTo } = people
      const email = 'victim@example.com'
      refused(await signIn(email, 'the password of evil'), 403)
      answered(await guest.post('/api/auth/request-password-reset', { email }))
      await linkTo(email, /^A new password/)
      const token = await resetTokenOf(people, email)
      const newPassword = 'the password of the victim'
      answered(await guest.post('/api/auth/reset-password', { token, newPassword }))
      refused(await signIn(email, 'the password of evil'), 401)
    },
  },
  {
    name: 'PocketBase CVE-2024-38351',
    attack: 'signs up with an address that has an account, to change its password',
    exists: annSignsIn,
    async refused(people) {
      const { ann, guest, signIn } = people
      for (const email of [ann.email, ann.email.toUpperCase(), ` ${ann.email}`]) {
        const body = { email, name: 'Eve', password: 'the password of evil', id: ann.id }
        const answer = await guest.post('/api/auth/sign-up/email', body)
        assert.ok([200, 400].includes(answer.status), answer.text)
      }
      refused(await signIn(ann.email, 'the password of evil'), 401)
      await annSignsIn(people)
    },
  },
  {
    name: 'Auth.js GHSA-7rqj-j65f-68wh',
    attack: 'writes an address so that it becomes another one when it is normalised',
    async exists(people) {
      const { email } = people.ann
      answered(await people.guest.post('/api/auth/request-password-reset', { email }))
      await people.linkTo(email, /^A new password/)
    },
    async refused(people) {
      const strangeAddresses = [
        'ann＠example.com',
        'ann@example。com',
        'ａnn@example.com',
        'ann@exаmple.com',
        'ann@example.com, eve@evil.example',
        '"ann@example.com"@evil.example',
        'ann@example.com\r\nBcc: eve@evil.example',
        'ann@example.com\u0000@evil.example',
        '<ann@example.com>',
      ]
      const { guest } = people
      const answers = strangeAddresses.flatMap((email) => [
        guest.post('/api/auth/request-password-reset', { email }),
        guest.post('/api/auth/sign-up/email', { email, name: 'Eve', password }),
      ])
      for (const answer of await Promise.all(answers)) refused(answer, 400, 422)
      await wait(150)
      const odd = people.app.mails.filter(
        ({ to }) => !/^[\w.-]+@[\w.-]+$/.test(to) || /evil/.test(to),
      )
      assert.deepEqual(odd, [])
    },
  },
  {
    name: 'Supabase GHSA-3529-5m8x-rpv3',
    attack: 'has the link of a reset lead to its own host, by a header',
    exists: annSignsIn,
    async refused(people) {
      const { ann, origin, app } = people
      for (const headers of [
        { 'x-forwarded-host': 'evil.example.com', 'x-forwarded-proto': 'https' },
        { host: 'evil.example.com' },
        { forwarded: 'host=evil.example.com' },
        { 'x-original-host': 'evil.example.com', 'x-host': 'evil.example.com' },
      ]) {
        const path = '/api/auth/request-password-reset'
        answered(await clientOf(origin, headers).post(path, { email: ann.email }))
        await people.linkTo(ann.email, /^A new password/)
      }
      await wait(100)
      assert.ok(!JSON.stringify(app.mails).includes('evil.example.com'))
    },
  },
  {
    name: 'Appsmith CVE-2026-22794',
    attack: 'has the link of a reset lead to its own host, by the origin',
    exists: annSignsIn,
    async refused({ ann, origin, app }) {
      const headers = { origin: 'https://evil.example.com', referer: 'https://evil.example.com/' }
      const path = '/api/auth/request-password-reset'
      refused(await clientOf(origin, headers).post(path, { email: ann.email }), 403)
      assert.ok(!JSON.stringify(app.mails).includes('evil.example.com'))
    },
  },
  {
    name: 'better-auth GHSA-86j7',
    attack: 'has links lead on to another origin, by a parameter',
    async exists({ ann, guest }) {
      const body = { email: ann.email, redirectTo: '/reset' }
      answered(await guest.post('/api/auth/request-password-reset', body))
    },
    async refused({ ann, eve, guest }) {
      const answers = strange.flatMap((elsewhere) => {
        const asked = { email: ann.email, redirectTo: elsewhere, callbackURL: elsewhere }
        return [
          guest.post('/api/auth/request-password-reset', asked),
          guest.post('/api/auth/send-verification-email', asked),
          guest.post('/api/auth/sign-up/email', { ...asked, name: 'x', password }),
          eve.browser.post('/api/auth/change-email', { ...asked, newEmail: 'eve2@example.com' }),
          guest.post('/api/auth/sign-in/magic-link', asked),
        ]
      })
      for (const answer of await Promise.all(answers)) refused(answer, 400, 403)
    },
  },
  {
    name: 'Directus CVE-2026-22032',
    attack: 'has a link of this server lead away: a new one, a used one and one that is none',
    async exists({ eve, guest }) {
      const again = await guest.get(`${eve.link.split('&')[0]}&callbackURL=%2Fhome`)
      assert.equal(again.headers.location, '/home?error=INVALID_TOKEN')
    },
    async refused({ eve, guest }) {
      for (const elsewhere of strange) {
        const callback = `callbackURL=${encodeURIComponent(elsewhere)}`
        for (const path of [
          `${eve.link.split('&')[0]}&${callback}`,
          `/api/auth/verify-email?token=x&${callback}`,
          `/api/auth/reset-password/x?${callback}`,
          `/api/auth/magic-link/verify?token=x&${callback}`,
          `/api/auth/magic-link/verify?token=x&errorCallbackURL=${encodeURIComponent(elsewhere)}`,
        ]) {
          const answer = await guest.get(path)
          assert.equal(
            answer.headers.location,
            undefined,
            `${path} leads to ${answer.headers.location}`,
          )
          refused(answer, 400, 401, 403)
        }
      }
    },
  },
  {
    name: 'Strapi CVE-2023-22621',
    attack: 'writes a template, or HTML, into what mails are made of',
    exists: annSignsIn,
    async refused(people) {
      const { guest, app } = people
      const name = '{{7*7}}<%= 7*7 %>#{7*7}<img src=x onerror=alert(1)>'
      const email = 'template@example.com'
      answered(await guest.post('/api/auth/sign-up/email', { email, name, password }))
      await people.linkTo(email, /^Confirm/)
      for (const mail of app.mails.filter(({ to }) => to === email)) {
        assert.doesNotMatch(JSON.stringify(mail), /\b49\b|<img/)
      }
    },
  },
  {
    name: 'Parse Server GHSA-jc39-686j-wp6q',
    attack: 'brings fields along that it may not set when it makes an account',
    exists: annSignsIn,
    async refused({ guest, app, signIn }) {
      const email = 'mass@example.com'
      const body = {
        email,
        name: 'Mass',
        password,
        level: 99,
        emailVerified: true,
        blocked: false,
        role: 'admin',
        roles: ['admin'],
        id: '01a1f9b6-fa38-7030-a7ef-4326299edda4',
        createdAt: '2020-01-01T00:00:00.000Z',
        isAnonymous: true,
      }
      await guest.post('/api/auth/sign-up/email', body)
      const rows = await app.database.all<{ [column: string]: unknown }>(
        sql`select * from "users" where "email" = ${email}`,
      )
      for (const row of rows) {
        assert.notEqual(row.level, 99)
        assert.notEqual(row.id, body.id)
        assert.notEqual(row.created_at, body.createdAt)
        assert.ok(row.email_verified === 0 || row.email_verified === false)
      }
      refused(await signIn(email, password), 401, 403)
      const roles = sql`select count(*) from "auth_roles" where "role" = 'admin'`
      assert.equal(await app.database.count(roles), 0)
    },
  },
  {
    name: 'Parse Server GHSA-5v7g-9h8f-8pgg',
    attack: 'changes what makes the account: its address, that it was proven, that it is shut',
    exists: async ({ eve }) =>
      void answered(await eve.browser.patch(`/api/users/${eve.id}`, { name: 'Eve' })),
    async refused({ eve, ann, app }) {
      for (const change of [
        { email: ann.email },
        { email: 'other@example.com' },
        { emailVerified: true },
        { blocked: false },
        { password },
      ]) {
        refused(await eve.browser.patch(`/api/users/${eve.id}`, change), 422)
      }
      refused(await eve.browser.patch(`/api/users/${eve.id}`, { level: 9 }), 403)
      refused(await eve.browser.patch(`/api/users/${ann.id}`, { name: 'x' }), 403, 404)
      const kept = sql`select count(*) from "users" where "email" = ${eve.email}`
      assert.equal(await app.database.count(kept), 1)
    },
  },
  {
    name: 'Parse Server GHSA-7xg7-rqf6-pw6c',
    attack: 'gives itself a role',
    async exists({ app, ann }) {
      const roles = sql`select count(*) from "auth_roles" where "user_id" = ${ann.id}`
      assert.equal(await app.database.count(roles), 0)
    },
    async refused({ eve, guest, app }) {
      for (const role of ['staff', 'admin', 'owner']) {
        const path = `/api/auth/roles/${eve.id}/${role}`
        refused(await eve.browser.put(path, {}), 403, 404)
        refused(await eve.byToken.put(path, {}), 403, 404)
        refused(await guest.put(path, {}), 401)
      }
      refused(await eve.browser.get(`/api/auth/roles/${eve.id}`), 403)
      for (const name of [
        'auth_roles',
        'auth-roles',
        'roles',
        'auth_accounts',
        'auth_verifications',
      ]) {
        refused(await eve.browser.post(`/api/${name}`, { userId: eve.id, role: 'admin' }), 404)
      }
      assert.equal(await app.database.count(sql`select count(*) from "auth_roles"`), 0)
    },
  },
  {
    name: 'better-auth CVE-2025-61928',
    attack: 'makes an API key for another user, or with another key',
    async exists({ ann }) {
      answered(await ann.browser.post('/api/auth/api-keys', { name: 'mine' }), /"key":"ck_/)
    },
    async refused({ ann, eve, guest, origin, app }) {
      refused(await guest.post('/api/auth/api-keys', { userId: ann.id }), 401)
      refused(await guest.post('/api/auth/api-key/create', { userId: ann.id }), 404)
      const made = answered(await eve.browser.post('/api/auth/api-keys', { userId: ann.id }))
      const key = String(made.body.key)
      const owner = await app.database.all<{ user: string }>(
        sql`select "user_id" as "user" from "auth_api_keys" where "id" = ${String(made.body.id)}`,
      )
      assert.deepEqual(owner, [{ user: eve.id }])
      const robot = clientOf(origin, { 'x-api-key': key })
      answered(await robot.get('/api/notes'))
      for (const path of [
        '/api/auth/api-keys',
        '/api/%61uth/api-keys',
        '/api/auth%2Fapi-keys',
        'http://127.0.0.1/api/auth/api-keys',
        '//api/auth/api-keys',
      ]) {
        refused(await robot.post(path, {}), 400, 403, 404)
      }
    },
  },
  {
    name: 'Parse Server GHSA-vc89-5g3r-cmhh',
    attack: 'does with a key what it is not meant for, by another way of writing the address',
    async exists({ eve, origin }) {
      const { body } = answered(
        await eve.browser.post('/api/auth/api-keys', { scopes: ['notes:read'] }),
      )
      answered(await clientOf(origin, { 'x-api-key': String(body.key) }).get('/api/notes'))
    },
    async refused({ eve, origin }) {
      const { body } = await eve.browser.post('/api/auth/api-keys', { scopes: ['notes:read'] })
      const reader = clientOf(origin, { 'x-api-key': String(body.key) })
      refused(await reader.post('/api/notes', { text: 'x' }), 403)
      const get = { method: 'GET', path: '/api/users' }
      refused(await reader.post('/api/batch', { operations: [get] }), 403)
      for (const path of [
        '/api/users',
        'http://notes/api/users',
        'http://127.0.0.1/api/users',
        '/api/%75sers',
        '/notes/../api/users',
        '/api/notes/../users',
        '/api/users?x=/api/notes',
      ]) {
        refused(await reader.get(path), 400, 403, 404)
      }
    },
  },
  {
    name: 'Parse Server GHSA-r3xq-68wh-gwvh',
    attack: 'uses one link to a new password many times at once',
    exists: annSignsIn,
    async refused(people) {
      const { email } = await people.join('once@example.com')
      answered(await people.guest.post('/api/auth/request-password-reset', { email }))
      const token = await resetTokenOf(people, email)
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          people.guest.post('/api/auth/reset-password', {
            token,
            newPassword: `bottle number ${index} of twenty`,
          }),
        ),
      )
      assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    },
  },
  {
    name: 'better-auth GHSA-7w99',
    attack: 'uses one link to sign in many times at once',
    exists: async ({ guest }) =>
      void answered(
        await guest.post('/api/auth/sign-in/magic-link', { email: 'magic@example.com' }),
      ),
    async refused({ guest, linkTo }) {
      const link = await linkTo('magic@example.com', /^Sign in/)
      const answers = await Promise.all(Array.from({ length: 20 }, () => guest.get(link)))
      const entered = answers.filter(({ headers }) =>
        String(headers['set-cookie']).includes('session='),
      )
      assert.equal(entered.length, 1)
    },
  },
  {
    name: 'Parse Server, duplicate users on concurrent sign-up',
    attack: 'makes one account many times at once',
    exists: annSignsIn,
    async refused({ guest, app }) {
      const email = 'twice@example.com'
      const body = { email, name: 'Twice', password }
      const forms = [email, 'TWICE@example.com', 'Twice@Example.com']
      await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          guest.post('/api/auth/sign-up/email', { ...body, email: forms[index % 3] }),
        ),
      )
      const made = sql`select count(*) from "users" where lower("email") = ${email}`
      assert.equal(await app.database.count(made), 1)
    },
  },
  {
    name: 'Parse Server GHSA-w54v-hf9p-8856',
    attack: 'learns from an answer whether there is an account',
    exists: annSignsIn,
    async refused({ ann, guest }) {
      const bodies: { readonly [path: string]: object } = {
        '/sign-in/email': { password: 'a wrong bottle of the moon' },
        '/sign-up/email': { password, name: 'x' },
        '/request-password-reset': {},
        '/send-verification-email': {},
        '/sign-in/magic-link': {},
        '/email-otp/send-verification-otp': { type: 'sign-in' },
        '/sign-in/email-otp': { otp: '00000000' },
      }
      for (const [path, body] of Object.entries(bodies)) {
        const known = await guest.post(`/api/auth${path}`, { ...body, email: ann.email })
        const unknown = await guest.post(`/api/auth${path}`, {
          ...body,
          email: `nobody-${path.replaceAll('/', '-')}@example.com`,
        })
        assert.equal(said(known), said(unknown), path)
      }
    },
  },
  {
    name: 'Parse Server GHSA-h29g-q5c2-9h4f',
    attack: 'learns from a change of its address whether another one is taken',
    exists: annSignsIn,
    async refused({ ann, eve }) {
      const ask = (newEmail: string): Promise<Answer> =>
        eve.browser.post('/api/auth/change-email', { newEmail })
      assert.equal(said(await ask(ann.email)), said(await ask('free@example.com')))
    },
  },
  {
    name: 'better-auth, addresses of the library that are not needed',
    attack: 'calls what better-auth would serve and this application does not',
    exists: annSignsIn,
    async refused({ eve, ann }) {
      for (const path of [
        'update-user',
        'delete-user',
        'list-sessions',
        'revoke-session',
        'update-session',
        'admin/list-users',
        'admin/impersonate-user',
        'admin/set-role',
        'api-key/create',
        'set-password',
        'refresh-token',
        'get-access-token',
        'account-info',
        'device/token',
        'sso/register',
        'one-time-token/generate',
      ]) {
        const answer = await eve.browser.post(`/api/auth/${path}`, {
          userId: ann.id,
          role: 'admin',
        })
        without(refused(answer, 404), eve.token)
      }
    },
  },
  {
    name: 'better-auth GHSA-fmh4',
    attack: 'takes an invitation that is for somebody else',
    async exists({ ann }) {
      const made = answered(
        await ann.browser.post('/api/auth/organization/create', { name: 'Firm', slug: 'firm' }),
      )
      const body = { email: 'guest@example.com', role: 'member', organizationId: made.body.id }
      answered(await ann.browser.post('/api/auth/organization/invite-member', body))
    },
    async refused({ eve, ann, app, guest }) {
      const [row] = await app.database.all<{ id: string; organization: string }>(
        sql`select "id", "organization_id" as "organization" from "auth_invitations"`,
      )
      const { id: invitationId = '', organization: organizationId = '' } = row ?? {}
      const path = '/api/auth/organization'
      refused(await eve.browser.post(`${path}/accept-invitation`, { invitationId }), 400, 403)
      refused(await guest.post(`${path}/accept-invitation`, { invitationId }), 401)
      refused(await eve.browser.get(`${path}/get-invitation?id=${invitationId}`), 400, 403)
      refused(await eve.browser.post(`${path}/cancel-invitation`, { invitationId }), 400, 403)
      const list = `${path}/list-members?organizationId=${organizationId}`
      refused(await eve.browser.get(list), 400, 403)
      refused(await eve.browser.post(`${path}/set-active`, { organizationId }), 400, 403)
      const invite = { email: eve.email, role: 'owner', organizationId }
      refused(await eve.browser.post(`${path}/invite-member`, invite), 400, 403)
      refused(await eve.browser.post(`${path}/delete`, { organizationId }), 400, 403)
      const member = { memberIdOrEmail: ann.email, organizationId }
      refused(await eve.browser.post(`${path}/remove-member`, member), 400, 401, 403, 404)
    },
  },
]

const strange = [
  'https://evil.example.com',
  '//evil.example.com',
  '/\\evil.example.com',
  '\\\\evil.example.com',
  '/\t/evil.example.com',
  'javascript:alert(1)',
  'http://localhost.evil.example.com',
  'http://localhost@evil.example.com',
]

export const accountFlows: AdvisoryClass<People> = {
  title: 'an account is its owner’s, whatever is sent to it',
  cases,
}
