import assert from 'node:assert/strict'
import { sql } from '@cambium/runtime/database'
import type { Advisory, AdvisoryClass } from '../fixture/advisory.ts'
import { clientOf } from '../fixture/client.ts'
import { answered, refused, without } from '../fixture/expect.ts'
import { type People, password } from '../fixture/people.ts'

/** Ann signs in with her password. */
async function annSignsIn({ ann, signIn }: People): Promise<void> {
  answered(await signIn(ann.email, password))
}

const cases: readonly Advisory<People>[] = [
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

export const accountRights: AdvisoryClass<People> = {
  title: 'an account has no more than it was given',
  cases,
}
