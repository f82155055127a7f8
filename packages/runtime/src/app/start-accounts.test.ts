import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Config, readConfig } from '../config/index.ts'
import { StartupError } from '../errors/index.ts'
import type { Services } from '../operation/index.ts'
import type { App } from './app.ts'
import { notesApp } from './fixture/notes-app.ts'
import { startAccounts } from './start-accounts.ts'

const secret = 's'.repeat(32)
const tokens = { authenticate: () => assert.fail('nobody calls') }
const services = {} as Services
const app: App = {
  ...notesApp,
  accounts: {
    entity: 'User',
    email: 'email',
    methods: ['password', 'google', 'oidc'],
    signUp: true,
    blocked: null,
    mails: { verifyEmail: () => assert.fail('no mail is sent') },
  },
}

async function refusal(environment: { [name: string]: string }): Promise<string> {
  const config: Config = readConfig(environment)
  const started = startAccounts(app, { config, services, tokens })
  const error: unknown = await started.then(
    () => assert.fail('it started'),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof StartupError, String(error))
  return error.message
}

describe('accounts do not start', () => {
  const production = { NODE_ENV: 'production', AUTH_SECRET: secret }

  test('without a secret', async () => {
    assert.match(await refusal({}), /^AUTH_SECRET is needed/)
  })

  test('in production without an address of their own, or a way for mail', async () => {
    assert.match(await refusal(production), /^PUBLIC_URL is needed/)
    const found = { ...production, PUBLIC_URL: 'https://shop.example.com' }
    assert.match(await refusal(found), /^SMTP_URL is needed/)
  })

  test('without what their providers know them by', async () => {
    const google = { GOOGLE_CLIENT_ID: 'a', GOOGLE_CLIENT_SECRET: 'b' }
    assert.match(
      await refusal({ AUTH_SECRET: secret, ...google }),
      /^OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET must be set: users sign in with oidc$/,
    )
  })
})

test('an application without accounts starts none, and loads nothing of them', async () => {
  const config = readConfig({})
  assert.equal(await startAccounts(notesApp, { config, services, tokens }), undefined)
})

describe('settings of accounts', () => {
  const wrong = {
    PUBLIC_URL: 'https://shop.example.com/app',
    SMTP_URL: 'mail.example.com',
    MAIL_FROM: 'nobody',
    OIDC_ISSUER: 'http://id.example.com',
  }
  for (const [name, value] of Object.entries(wrong)) {
    test(`refuse ${name}=${value}`, () => {
      assert.throws(
        () => readConfig({ [name]: value }),
        (error: Error) =>
          error.message.includes(`${name} must be`) && !error.message.includes('nobody'),
      )
    })
  }

  test('in production ask for TLS', () => {
    const environment = { NODE_ENV: 'production', PUBLIC_URL: 'http://shop.example.com' }
    assert.throws(() => readConfig(environment), /PUBLIC_URL must begin with https/)
  })

  test('of a provider come together', () => {
    assert.throws(() => readConfig({ GITHUB_CLIENT_ID: 'a' }), /GITHUB_CLIENT_SECRET must be set/)
  })
})
