import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { StartupError } from '../errors/index.ts'
import { developmentAuthSecret, type Environment, readConfig } from './index.ts'

const secret = 'a secret of more than thirty-two characters'

function problemsOf(environment: Environment): string[] {
  try {
    readConfig(environment)
  } catch (error) {
    assert.ok(error instanceof StartupError)
    return error.message.split('\n')
  }
  return []
}

describe('the settings', () => {
  test('have defaults that start without anything', () => {
    assert.deepEqual(readConfig({}), {
      databaseUrl: 'file:./data/app.db',
      database: {
        pool: undefined,
        connectTimeoutMs: undefined,
        statementTimeoutMs: undefined,
        queryTimeoutMs: undefined,
        lockTimeoutMs: undefined,
        idleTransactionTimeoutMs: undefined,
      },
      workers: true,
      port: 3000,
      host: '127.0.0.1',
      auth: { secret: undefined, jwksUrl: undefined, issuer: undefined, audience: undefined },
      logLevel: 'info',
      encryptionKey: undefined,
      edge: {
        rateLimit: { readsPerMinute: 6000, writesPerMinute: 1200 },
        corsOrigins: [],
        compression: true,
        trustProxy: undefined,
        logRequests: true,
      },
      scanRows: 200_000,
      publicUrl: undefined,
      mail: { smtpUrl: undefined, from: undefined },
      outbound: { allow: [] },
      push: { vapid: undefined, fcm: undefined, apns: undefined },
      pages: { error: undefined, code: undefined },
      providers: {},
      files: { maxBytes: undefined, maxPixels: undefined, storageUrl: 'file:./data/files' },
      metrics: { isOn: false, token: undefined, port: undefined },
      production: false,
    })
  })

  test('are taken from the environment', () => {
    const config = readConfig({
      DATABASE_URL: 'file:/data/x.db',
      PORT: '0',
      HOST: '0.0.0.0',
      AUTH_JWKS_URL: 'https://id.example.com/keys',
      AUTH_ISSUER: 'https://id.example.com',
      AUTH_AUDIENCE: 'shop',
      LOG_LEVEL: 'warn',
      ENCRYPTION_KEY: ` ${secret}\n`,
      NODE_ENV: 'production',
      PATH: '/bin',
    })
    assert.equal(config.port, 0)
    assert.equal(config.encryptionKey, secret)
    assert.equal(config.auth.jwksUrl, 'https://id.example.com/keys')
    assert.equal(config.production, true)
  })

  test('of what stands in front are taken from the environment', () => {
    const { edge } = readConfig({
      RATE_LIMIT: 'off',
      CORS_ORIGINS: 'https://app.example.com, http://localhost:5173',
      COMPRESSION: 'off',
      TRUST_PROXY: '10.0.0.0/8,loopback,fd00::/8',
      LOG_REQUESTS: 'off',
    })
    assert.deepEqual(edge, {
      rateLimit: undefined,
      corsOrigins: ['https://app.example.com', 'http://localhost:5173'],
      compression: false,
      trustProxy: ['10.0.0.0/8', 'loopback', 'fd00::/8'],
      logRequests: false,
    })
    const limited = readConfig({ RATE_LIMIT_READ: '10', RATE_LIMIT_WRITE: '5', TRUST_PROXY: '1' })
    assert.deepEqual(limited.edge.rateLimit, { readsPerMinute: 10, writesPerMinute: 5 })
    assert.equal(limited.edge.trustProxy, 1)
  })

  for (const [name, value] of [
    ['RATE_LIMIT', 'yes'],
    ['RATE_LIMIT_READ', '0'],
    ['RATE_LIMIT_WRITE', 'many'],
    ['CORS_ORIGINS', 'https://app.example.com/'],
    ['TRUST_PROXY', 'true'],
    ['LOG_REQUESTS', '1'],
    ['METRICS', 'yes'],
    ['METRICS_TOKEN', 'short'],
    ['METRICS_PORT', 'http'],
  ] as const) {
    test(`refuse ${name}=${value}`, () => {
      assert.match(problemsOf({ [name]: value }).join(), new RegExp(`^${name} must`))
    })
  }

  test('of metrics follow from their token or port, unless something else is said', () => {
    const token = 'a token of its own'
    assert.deepEqual(readConfig({ METRICS_TOKEN: token }).metrics, {
      isOn: true,
      token,
      port: undefined,
    })
    assert.equal(readConfig({ METRICS_PORT: '9464' }).metrics.isOn, true)
    assert.equal(readConfig({ METRICS: 'on' }).metrics.isOn, true)
    assert.equal(readConfig({ METRICS_TOKEN: token, METRICS: 'off' }).metrics.isOn, false)
  })

  test('that make no sense are all named at once', () => {
    const problems = problemsOf({
      PORT: '80a',
      LOG_LEVEL: 'loud',
      AUTH_SECRET: 'short',
      AUTH_JWKS_URL: 'http://id.example.com/keys',
      DATABASE_URL: 'mysql://user:password@host/db',
      CAMBIUM_PROT: '1',
    })
    for (const name of [
      'DATABASE_URL must be',
      'PORT must be a number from 0 to 65535, not "80a"',
      'AUTH_SECRET needs at least 32 characters',
      'AUTH_JWKS_URL must be an https:// address',
      'LOG_LEVEL must be one of',
      'CAMBIUM_PROT is not a setting. Did you mean PORT?',
    ]) {
      assert.ok(
        problems.some((problem) => problem.includes(name)),
        name,
      )
    }
    assert.ok(!problems.join().includes('password'))
  })

  for (const port of ['-1', '65536', '3000.5', '1e3', '0x10', '٣']) {
    test(`refuse the port ${port}`, () => {
      assert.equal(problemsOf({ PORT: port }).length, 1)
    })
  }

  test('of a database server are numbers within bounds', () => {
    const { database } = readConfig({ DATABASE_POOL: '20', DATABASE_LOCK_TIMEOUT_MS: '0' })
    assert.equal(database.pool, 20)
    assert.equal(database.lockTimeoutMs, 0)
    for (const environment of [
      { DATABASE_POOL: '0' },
      { DATABASE_POOL: '1001' },
      { DATABASE_CONNECT_TIMEOUT_MS: '0' },
      { DATABASE_QUERY_TIMEOUT_MS: '1.5' },
      { DATABASE_STATEMENT_TIMEOUT_MS: '10s' },
      { DATABASE_IDLE_TRANSACTION_TIMEOUT_MS: '-1' },
    ]) {
      assert.match(problemsOf(environment)[0] ?? '', /^DATABASE_\w+ must be a number from [01] to/)
    }
  })

  test('that are secret may come from a file', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'cambium-')), 'secret')
    writeFileSync(path, `${secret}\n`)
    assert.equal(readConfig({ AUTH_SECRET_FILE: path }).auth.secret, secret)
    assert.match(problemsOf({ AUTH_SECRET_FILE: `${path}.none` })[0] ?? '', /cannot be read/)
    assert.match(problemsOf({ AUTH_SECRET_FILE: path, AUTH_SECRET: secret })[0] ?? '', /not both/)
  })

  test('for development only are refused in production', () => {
    const environment = { AUTH_SECRET: developmentAuthSecret }
    assert.deepEqual(problemsOf(environment), [])
    assert.match(problemsOf({ ...environment, NODE_ENV: 'production' })[0] ?? '', /AUTH_SECRET/)
  })

  test('of push and of calls out are whole or refused, and never repeated where they are secret', () => {
    const account = { project_id: 'p', client_email: 'c', private_key: 'k' }
    const config = readConfig({
      OUTBOUND_ALLOW: 'localhost:4000, [::1]:80',
      VAPID_PUBLIC_KEY: 'B'.repeat(87),
      VAPID_PRIVATE_KEY: 'x'.repeat(43),
      VAPID_SUBJECT: 'mailto:you@example.com',
      FCM_ACCOUNT: JSON.stringify(account),
      APNS_KEY: '-----BEGIN PRIVATE KEY-----\\nabc',
      APNS_KEY_ID: 'K',
      APNS_TEAM_ID: 'T',
      APNS_TOPIC: 'com.example.shop',
      APNS_SANDBOX: 'on',
    })
    assert.deepEqual(config.outbound.allow, ['localhost:4000', '[::1]:80'])
    assert.equal(config.push.vapid?.subject, 'mailto:you@example.com')
    assert.deepEqual(config.push.fcm, account)
    assert.deepEqual(
      [config.push.apns?.key, config.push.apns?.sandbox],
      ['-----BEGIN PRIVATE KEY-----\nabc', true],
    )
    const wrong = [
      { OUTBOUND_ALLOW: 'localhost' },
      { OUTBOUND_ALLOW: 'http://localhost:80' },
      { VAPID_PUBLIC_KEY: 'B'.repeat(87) },
      { VAPID_PUBLIC_KEY: 'private', VAPID_PRIVATE_KEY: 'private', VAPID_SUBJECT: 'mailto:a@b' },
      { FCM_ACCOUNT: '{"private_key":"private"}' },
      { APNS_KEY: 'private', APNS_KEY_ID: 'K', APNS_TEAM_ID: 'T', APNS_TOPIC: 'x' },
      { APNS_KEY_ID: 'K' },
    ]
    for (const environment of wrong) {
      const problems = problemsOf(environment)
      assert.equal(problems.length, 1, JSON.stringify(problems))
      assert.ok(!/ private\b|"private"/.test(problems[0] ?? ''), problems[0])
    }
  })
})
