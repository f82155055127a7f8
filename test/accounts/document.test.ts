import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { sql } from '@cambium/runtime/database'
import { startTestApp, type TestApp } from '@cambium/runtime/testing'
import { Validator } from '@seriousme/openapi-schema-validator'
import { startWithRoutes } from '../conformance/served-routes.ts'
import { accountsProject } from './fixture/accounts-project.ts'

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
  'github',
  'apple',
  'microsoft',
  'facebook',
  'linkedin',
  'x',
] as const
const project = accountsProject({ methods })
const settings = { clientId: 'shop', clientSecret: 'secret' }
const providers = Object.fromEntries(methods.slice(10).map((method) => [method, settings]))

describe('accounts with every method', () => {
  let app: TestApp
  before(async () => {
    app = await startTestApp(await project, { providers })
  })
  after(() => app.close())

  test('have every route in the document, and no other', async () => {
    const { openapi } = await project
    const document = JSON.parse(readFileSync(openapi, 'utf8'))
    const described = Object.entries<object>(document.paths).flatMap(([path, item]) =>
      Object.keys(item)
        .filter((key) => key !== 'parameters')
        .map((method) => `${method.toUpperCase()} ${path}`),
    )
    const started = await startWithRoutes(await project, { providers })
    await started.app.close()
    assert.deepEqual(described.sort(), started.routes.sort())
    const { valid, errors } = await new Validator().validate(document)
    assert.ok(valid, JSON.stringify(errors))
  })

  test('lead to every provider with a way back that is ours', async () => {
    for (const provider of [
      'google',
      'github',
      'apple',
      'microsoft',
      'facebook',
      'linkedin',
      'twitter',
    ]) {
      const answer = await app.call<{ url: string }>({
        method: 'POST',
        url: '/api/auth/sign-in/social',
        body: { provider, callbackURL: '/' },
      })
      assert.equal(answer.status, 200, answer.text)
      const url = new URL(answer.body.url)
      assert.equal(url.protocol, 'https:')
      assert.equal(
        url.searchParams.get('redirect_uri'),
        `http://localhost/api/auth/callback/${provider}`,
      )
      assert.ok((url.searchParams.get('state') ?? '').length >= 16)
    }
  })

  test("are reached by no API and no hook: their tables are nobody else's", async () => {
    for (const path of ['auth_sessions', 'auth-sessions', 'authSessions', 'sessions']) {
      assert.equal((await app.call({ url: `/api/${path}` })).status, 404)
    }
    const entities = app.system as unknown as { [name: string]: unknown }
    for (const name of ['Session', 'auth_sessions', 'AuthSession', 'Account']) {
      assert.throws(() => entities[name], /no entity/)
    }
    assert.equal(await app.database.count(sql`select count(*) from "auth_sessions"`), 0)
  })
})
