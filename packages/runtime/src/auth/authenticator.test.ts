import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose'
import type { Caller } from '../access/index.ts'
import { AppError } from '../errors/index.ts'
import { type AuthSettings, createAuthenticator } from './authenticator.ts'
import { signDevelopmentToken } from './development-token.ts'

const secret = 'a secret of at least thirty-two bytes'
const roles = ['staff', 'admin']
const now = (): number => Math.floor(Date.now() / 1000)

interface Claims {
  [claim: string]: unknown
}

function sign(
  claims: Claims,
  alg: string,
  key: CryptoKey | Uint8Array,
  kid?: string,
): Promise<string> {
  return new SignJWT({ sub: 'ann', exp: now() + 60, ...claims })
    .setProtectedHeader({ alg, ...(kid !== undefined && { kid }) })
    .sign(key)
}

const signed = (claims: Claims, alg = 'HS256'): Promise<string> =>
  sign(claims, alg, Buffer.from(secret))

function caller(settings: Partial<AuthSettings>, token: string): Promise<Caller> {
  const authenticator = createAuthenticator({ roles, ...settings })
  return Promise.resolve(authenticator.authenticate(`Bearer ${token}`))
}

async function refused(
  settings: Partial<AuthSettings>,
  token: string,
  message: RegExp,
): Promise<void> {
  await assert.rejects(caller(settings, token), (error) => {
    assert.ok(error instanceof AppError)
    assert.equal(error.code, 'unauthenticated')
    assert.match(error.message, message)
    return true
  })
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('tokens signed with a secret', () => {
  const strict = { secret, issuer: 'https://id.example', audience: 'tasks' }
  const good = { iss: strict.issuer, aud: strict.audience }

  const refusals: [name: string, make: () => Promise<string> | string, message: RegExp][] = [
    ['expired', () => signed({ ...good, exp: now() - 60 }), /has expired/],
    ['not valid yet', () => signed({ ...good, nbf: now() + 60 }), /"nbf"/],
    ['without an expiry', () => signed({ ...good, exp: undefined }), /"exp"/],
    ['without a subject', () => signed({ ...good, sub: undefined }), /"sub"/],
    ['with an empty subject', () => signed({ ...good, sub: '' }), /"sub"/],
    ['with a subject that is no text', () => signed({ ...good, sub: { id: 'ann' } }), /"sub"/],
    ['from another issuer', () => signed({ ...good, iss: 'https://evil.example' }), /"iss"/],
    ['for another audience', () => signed({ ...good, aud: ['shop'] }), /"aud"/],
    ['without issuer and audience', () => signed({}), /"(iss|aud)"/],
    ['signed with another algorithm', () => signed(good, 'HS512'), /not valid/],
    ['signed with another secret', () => sign(good, 'HS256', Buffer.alloc(32)), /not valid/],
    [
      'unsigned (alg none)',
      () => `${encode({ alg: 'none' })}.${encode({ ...good, sub: 'ann', exp: now() + 60 })}.AA`,
      /not valid/,
    ],
    [
      'with a payload that was changed',
      async () => {
        const [head, , signature] = (await signed(good)).split('.')
        return `${head}.${encode({ ...good, sub: 'root', exp: now() + 60 })}.${signature}`
      },
      /not valid/,
    ],
    ['that is no token at all', () => 'a.b.c', /not valid/],
  ]
  for (const [name, make, message] of refusals) {
    test(`a token ${name} is refused`, async () => refused(strict, await make(), message))
  }

  test('a token of the issuer for this audience gives its subject', async () => {
    const found = await caller(strict, await signed(good))
    assert.equal(found.id, 'ann')
    assert.equal(found.signedIn, true)
  })

  test('only roles the app declares count, and scopes are none', async () => {
    const cases: [claims: Claims, roles: string[]][] = [
      [{ roles: ['admin', 'root', 7, null] }, ['admin']],
      [{ roles: 'staff' }, ['staff']],
      [{ role: 'staff' }, ['staff']],
      [{ role: { admin: true } }, []],
      [{ scope: 'admin staff' }, []],
      [{}, []],
    ]
    for (const [claims, expected] of cases) {
      assert.deepEqual((await caller({ secret }, await signed(claims))).roles, expected)
    }
  })

  test('the tenant is what the claim names, and none where it is no id', async () => {
    const cases: [tenant: unknown, found: string | null][] = [
      ['acme', 'acme'],
      [7, '7'],
      [undefined, null],
      [null, null],
      ['', null],
      ['x'.repeat(256), null],
      [{ id: 'acme' }, null],
      [['acme'], null],
    ]
    for (const [tenant, found] of cases) {
      assert.equal((await caller({ secret }, await signed({ tenant }))).tenant, found)
    }
  })

  test('a verified token is remembered, until it expires', async () => {
    const { authenticate } = createAuthenticator({ secret, roles, clockToleranceSeconds: 0 })
    const header = `Bearer ${await signed({ exp: now() + 2 })}`
    const first = await authenticate(header)
    assert.equal(authenticate(header), first)
    await new Promise((resolve) => setTimeout(resolve, 2100))
    await assert.rejects(async () => authenticate(header), /has expired/)
  })
})

describe('the Authorization header', () => {
  const { authenticate } = createAuthenticator({ secret, roles })

  test('nobody is signed in without it', () => {
    assert.deepEqual([(authenticate(undefined) as Caller).signedIn], [false])
  })

  test('anything but one bearer token is refused, never taken for a guest', async () => {
    const headers = [
      '',
      'Bearer',
      'Bearer ',
      'Basic YTpi',
      'Bearer a b c',
      'token a.b.c',
      'Bearer a.b',
    ]
    for (const header of headers) {
      await assert.rejects(async () => authenticate(header), { code: 'unauthenticated' }, header)
    }
  })

  test('the scheme is found in any case', async () => {
    const token = await signDevelopmentToken({ secret, id: 'ann', roles: ['staff'] })
    const found = await authenticate(`bearer ${token}`)
    assert.deepEqual([found.id, found.roles], ['ann', ['staff']])
  })

  test('a token sent with spaces and capitals is remembered as the token it is', async () => {
    const token = await signDevelopmentToken({ secret, id: 'ann', roles: ['staff'] })
    const plain = await authenticate(`Bearer ${token}`)
    assert.equal(await authenticate(`BEARER  ${token}`), plain)
  })

  test('a token is refused where no key is set', async () => {
    await refused({}, await signed({}), /no key/)
  })
})

describe('tokens signed with a published key', () => {
  const publishers: Server[] = []
  let jwksUrl = ''
  let rsa: Awaited<ReturnType<typeof generateKeyPair>>
  let ec: Awaited<ReturnType<typeof generateKeyPair>>
  let ps: Awaited<ReturnType<typeof generateKeyPair>>
  let ed: Awaited<ReturnType<typeof generateKeyPair>>
  let answers = 0

  before(async () => {
    rsa = await generateKeyPair('RS256', { extractable: true })
    ec = await generateKeyPair('ES256', { extractable: true })
    ps = await generateKeyPair('PS256', { extractable: true })
    ed = await generateKeyPair('EdDSA', { extractable: true })
    const keys = [
      { ...(await exportJWK(ps.publicKey)), kid: 'ps', alg: 'PS256' },
      { ...(await exportJWK(ed.publicKey)), kid: 'ed' },
      { ...(await exportJWK(rsa.publicKey)), kid: 'rsa' },
      { ...(await exportJWK(ec.publicKey)), kid: 'ec' },
      { kty: 'oct', k: Buffer.from(secret).toString('base64url'), kid: 'shared' },
    ]
    const server = createServer((_request, response) => {
      answers++
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    publishers.push(server)
    jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`
  })
  after(() => {
    for (const server of publishers) server.close()
  })

  test('RS256, PS256, ES256 and EdDSA are accepted and the keys are fetched once', async () => {
    const { authenticate } = createAuthenticator({ jwksUrl, roles })
    const tokens = [
      await sign({}, 'RS256', rsa.privateKey, 'rsa'),
      await sign({ roles: ['staff'] }, 'ES256', ec.privateKey, 'ec'),
      await sign({}, 'PS256', ps.privateKey, 'ps'),
      await sign({}, 'EdDSA', ed.privateKey, 'ed'),
    ]
    for (const token of tokens) assert.equal((await authenticate(`Bearer ${token}`)).id, 'ann')
    assert.equal(answers, 1)
  })

  test('a secret never opens where keys are published, not even the public key used as one', async () => {
    const pem = Buffer.from(await exportSPKI(rsa.publicKey))
    await refused({ jwksUrl }, await sign({}, 'HS256', pem, 'rsa'), /not valid/)
    await refused({ jwksUrl }, await sign({}, 'HS256', Buffer.from(secret), 'shared'), /not valid/)
  })

  test('a key nobody published is refused', async () => {
    const other = await generateKeyPair('ES256')
    await refused({ jwksUrl }, await sign({}, 'ES256', other.privateKey, 'ec'), /not valid/)
    await refused({ jwksUrl }, await sign({}, 'ES256', other.privateKey, 'new'), /not valid/)
  })

  test('an issuer that does not answer is our trouble, not the caller\u2019s', async () => {
    const token = await sign({}, 'ES256', ec.privateKey, 'ec')
    const gone = 'http://127.0.0.1:1/jwks.json'
    await assert.rejects(caller({ jwksUrl: gone }, token), { code: 'unavailable' })
  })
})

describe('settings', () => {
  const wrong: [settings: Partial<AuthSettings>, message: RegExp][] = [
    [{ secret: 'short' }, /at least 32 bytes, it has 5/],
    [{ secret, jwksUrl: 'https://id.example/jwks' }, /one or the other/],
    [{ jwksUrl: 'http://id.example/jwks' }, /https/],
    [{ jwksUrl: 'not an address' }, /https/],
  ]
  for (const [settings, message] of wrong) {
    test(`refuses ${JSON.stringify(settings)}`, () => {
      assert.throws(() => createAuthenticator({ roles, ...settings }), message)
    })
  }
})
