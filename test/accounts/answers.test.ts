import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from '@cambium/runtime/database'
import { startTestApp, type TestAnswer, type TestApp } from '@cambium/runtime/testing'
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
import { type Watch, watch } from './fixture/watched.ts'

const methods = [
  'password',
  'magicLink',
  'emailCode',
  'passkey',
  'totp',
  'anonymous',
  'apiKeys',
  'organisations',
  'jwt',
  'oidcProvider',
  'google',
]
const project = accountsProject({ methods })
const providers = { google: { clientId: 'shop', clientSecret: 'secret' } }
const email = 'ann@example.com'
const redirectUri = 'https://client.example.com/callback'

describe('what the accounts answer', () => {
  let app: TestApp
  let watched: Watch
  let ann: Visitor
  before(async () => {
    app = await startTestApp(await project, { providers })
    watched = await watch(app)
    ann = await register(app, email)
  })
  after(() => app.close())

  interface Body {
    readonly [name: string]: unknown
    readonly id: string
  }
  async function ask(
    visitor: Visitor,
    line: string,
    body?: object | string,
  ): Promise<TestAnswer<Body>> {
    const [method = 'GET', path = ''] = line.split(' ')
    const url = `/api/auth${path}`
    const isForm = typeof body === 'string'
    const answer = await visitor.call<Body>({
      method: method as 'GET',
      url,
      ...(body !== undefined && { body }),
      ...(isForm && { headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    })
    assert.ok(answer.status < 400, `${line}: ${answer.status} ${answer.text}`)
    watched.check({ method, url }, answer)
    return answer
  }

  test('is what the document says: sessions and addresses', async () => {
    const guest = visitorOf(app)
    await ask(guest, 'GET /get-session')
    await ask(ann, 'GET /get-session')
    await ask(guest, 'POST /sign-up/email', { email: 'new@example.com', password })
    await ask(guest, 'POST /send-verification-email', { email: 'new@example.com' })
    await ask(guest, 'POST /request-password-reset', { email })
    const link = await mailedLink(app, email, /^A new password/)
    const token = new URL(link, 'http://localhost').searchParams.get('token')
    await ask(guest, 'POST /reset-password', { token, newPassword: `${password} two` })
    await ask(ann, 'POST /sign-in/email', { email, password: `${password} two`, callbackURL: '/' })
    const changed = { currentPassword: `${password} two`, newPassword: password }
    await ask(ann, 'POST /change-password', { ...changed, revokeOtherSessions: true })
    await ask(ann, 'POST /change-password', { currentPassword: password, newPassword: password })
    await ask(ann, 'POST /change-email', { newEmail: 'ann.two@example.com' })
    await ask(ann, 'GET /list-accounts')
    await ask(ann, 'GET /sessions')
    await ask(ann, 'POST /sign-in/social', { provider: 'google' })
    await ask(ann, 'POST /link-social', { provider: 'google' })
    const user = (
      await app.database.first<{ id: string }>(sql`
      select "id" from "users" where "email" = ${email}
    `)
    )?.id
    const at = new Date().toISOString()
    await app.database.run(sql`
      insert into "auth_accounts" ("id", "account_id", "provider_id", "user_id", "created_at", "updated_at")
      values ('g', 'g', 'google', ${user ?? ''}, ${at}, ${at})
    `)
    await ask(ann, 'POST /unlink-account', { providerId: 'google', accountId: 'g' })
    await ask(ann, 'GET /token')
    await ask(guest, 'GET /jwks')
    await ask(guest, 'POST /sign-in/anonymous')
    await ask(guest, 'POST /sign-out')
  })

  test('is what the document says: links, codes and passkeys', async () => {
    const guest = visitorOf(app)
    await ask(guest, 'POST /sign-in/magic-link', { email })
    await ask(guest, 'POST /email-otp/send-verification-otp', { email, type: 'sign-in' })
    await ask(guest, 'POST /sign-in/email-otp', { email, otp: await mailedCode(app, email) })
    const key = createAuthenticator('http://localhost')
    const made = await ask(ann, 'GET /passkey/generate-register-options')
    const response = key.create(String(made.body.challenge))
    const { body } = await ask(ann, 'POST /passkey/verify-registration', { response, name: 'key' })
    await ask(ann, 'GET /passkey/list-user-passkeys')
    await ask(ann, 'POST /passkey/update-passkey', { id: body.id, name: 'other' })
    const used = await ask(guest, 'GET /passkey/generate-authenticate-options')
    const answer = await ask(guest, 'POST /passkey/verify-authentication', {
      response: key.sign(String(used.body.challenge)),
    })
    assert.deepEqual(Object.keys(answer.body), ['token', 'user'])
    await ask(ann, 'POST /passkey/delete-passkey', { id: body.id })
  })

  test('is what the document says: second factors', async () => {
    const two = await register(app, 'two@example.com')
    const enabled = await ask(two, 'POST /two-factor/enable', { password })
    const code = totpOf(String(enabled.body.totpURI))
    await ask(two, 'POST /two-factor/verify-totp', { code })
    await ask(two, 'POST /two-factor/get-totp-uri', { password })
    const renewed = await ask(two, 'POST /two-factor/generate-backup-codes', { password })
    const [recovery] = renewed.body.backupCodes as readonly string[]
    const half = visitorOf(app)
    await ask(half, 'POST /sign-in/email', { email: 'two@example.com', password })
    await ask(half, 'POST /two-factor/verify-backup-code', { code: recovery })
    await ask(two, 'POST /two-factor/disable', { password })
  })

  test('is what the document says: keys and organisations', async () => {
    await ask(ann, 'POST /api-keys', { name: 'one', scopes: ['*:read'], uses: 3, expiresInDays: 1 })
    await ask(ann, 'POST /api-keys', {})
    await ask(ann, 'GET /api-keys')
    const made = await ask(ann, 'POST /organization/create', { name: 'Guild', slug: 'guild' })
    const organizationId = made.body.id
    await ask(ann, 'GET /organization/get-full-organization')
    await ask(ann, 'POST /organization/set-active', { organizationId })
    await ask(ann, 'GET /organization/get-full-organization')
    await ask(ann, 'POST /organization/update', { organizationId, data: { name: 'Guilds' } })
    await ask(ann, 'GET /organization/list')
    const guests = ['b@example.com', 'c@example.com', 'd@example.com']
    const invitations: string[] = []
    for (const one of guests) {
      const body = { email: one, role: 'member', organizationId }
      invitations.push((await ask(ann, 'POST /organization/invite-member', body)).body.id)
    }
    await ask(ann, 'GET /organization/list-invitations')
    const [first = '', second = '', third = ''] = invitations
    const bob = await register(app, guests[0] ?? '')
    await ask(bob, `GET /organization/get-invitation?id=${first}`)
    await ask(bob, 'POST /organization/accept-invitation', { invitationId: first })
    const carl = await register(app, guests[1] ?? '')
    await ask(carl, 'POST /organization/reject-invitation', { invitationId: second })
    await ask(ann, 'POST /organization/cancel-invitation', { invitationId: third })
    const listed = await ask(ann, 'GET /organization/list-members')
    const members = listed.body.members as readonly { id: string; userId: string; role: string }[]
    const memberId = members.find(({ role }) => role === 'member')?.id ?? ''
    await ask(ann, 'POST /organization/update-member-role', {
      memberId,
      role: 'admin',
      organizationId,
    })
    await ask(bob, 'POST /organization/leave', { organizationId })
    const again = { email: guests[0], role: 'member', organizationId }
    const { body } = await ask(ann, 'POST /organization/invite-member', again)
    await ask(bob, 'POST /organization/accept-invitation', { invitationId: body.id })
    await ask(ann, 'POST /organization/remove-member', {
      memberIdOrEmail: guests[0],
      organizationId,
    })
    await ask(ann, 'POST /organization/delete', { organizationId })
    await ask(ann, 'POST /organization/set-active', { organizationId: null })
  })

  test('is what the document says: a provider for third parties', async () => {
    const link = new URL((await app.firstAdminLink()) ?? '')
    const root = visitorOf(app)
    const admin = { email: 'root@example.com', name: 'Root', password }
    await ask(root, 'POST /first-admin', { token: link.searchParams.get('token'), ...admin })
    await ask(root, 'POST /sign-in/email', admin)
    const { body: session } = await ask(root, 'GET /get-session')
    await ask(root, `GET /roles/${(session as { user?: { id?: string } }).user?.id}`)
    await ask(root, 'GET /.well-known/openid-configuration')
    const made = await ask(root, 'POST /oauth2/create-client', {
      redirect_uris: [redirectUri],
      scope: 'openid email offline_access',
      token_endpoint_auth_method: 'client_secret_post',
    })
    await ask(root, 'GET /oauth2/get-clients')
    const id = { client_id: String(made.body.client_id) }
    const renewed = await ask(root, 'POST /oauth2/client/rotate-secret', id)
    const client = { ...id, client_secret: String(renewed.body.client_secret) }
    const form = (fields: Record<string, string>) => String(new URLSearchParams(fields))
    const verifier = 'v'.repeat(43)
    const query = form({
      ...id,
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: 'openid email offline_access',
      code_challenge: Buffer.from(
        await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)),
      ).toString('base64url'),
      code_challenge_method: 'S256',
    })
    const left = await ask(root, `GET /oauth2/authorize?${query}`)
    const [, oauth_query = ''] = String(left.headers.location).split('?')
    const agreed = await ask(root, 'POST /oauth2/consent', { accept: true, oauth_query })
    const code = new URL(String(agreed.body.url)).searchParams.get('code') ?? ''
    const granted = await ask(
      root,
      'POST /oauth2/token',
      form({
        ...client,
        grant_type: 'authorization_code',
        code,
        code_verifier: verifier,
        redirect_uri: redirectUri,
      }),
    )
    const token = String(granted.body.access_token)
    const told = await app.call({
      url: '/api/auth/oauth2/userinfo',
      headers: { authorization: `Bearer ${token}` },
    })
    watched.check({ method: 'GET', url: '/api/auth/oauth2/userinfo' }, told)
    await ask(root, 'POST /oauth2/introspect', form({ ...client, token }))
    await ask(root, 'POST /oauth2/revoke', form({ ...client, token }))
    const consents = await ask(root, 'GET /oauth2/get-consents')
    const [consent] = consents.body as unknown as readonly { id: string }[]
    await ask(root, 'POST /oauth2/delete-consent', { id: consent?.id })
    await ask(root, 'POST /oauth2/delete-client', id)
  })

  test('was asked of every operation', () => {
    assert.deepEqual(watched.unanswered(), ['GET /api/auth/oauth2/end-session'])
  })
})
