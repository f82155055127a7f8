import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from '@cambium/runtime/database'
import { startTestApp, type TestApp } from '@cambium/runtime/testing'
import { createRemoteJWKSet, generateKeyPair, jwtVerify, SignJWT } from 'jose'
import { accountsProject } from './fixture/accounts-project.ts'
import { register, type Visitor } from './fixture/visitor.ts'

const project = accountsProject({ methods: ['password', 'jwt'] })

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`tokens of our own on ${database}`, () => {
    let app: TestApp
    let ann: Visitor
    before(async () => {
      app = await startTestApp(await project, { database })
      ann = await register(app, 'ann@example.com')
    })
    after(() => app.close())

    const tokenOf = async (visitor: Visitor) =>
      (await visitor.get<{ token: string }>('/token')).body.token
    const ask = async (token: string) =>
      (await app.call({ url: '/api/notes', headers: { authorization: `Bearer ${token}` } })).status

    test('stand for their session, and say no more than they must', async () => {
      const token = await tokenOf(ann)
      assert.equal(await ask(token), 200)
      const origin = await app.listen()
      const keys = createRemoteJWKSet(new URL(`${origin}/api/auth/jwks`))
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        issuer: 'http://localhost/api/auth',
        audience: 'http://localhost',
      })
      assert.equal(protectedHeader.alg, 'EdDSA')
      assert.deepEqual(Object.keys(payload).sort(), [
        'aud',
        'exp',
        'iat',
        'iss',
        'sid',
        'sub',
        'use',
      ])
      assert.ok(Number(payload.exp) - Number(payload.iat) <= 900)
      const jwks = await app.call<{ keys: object[] }>({ url: '/api/auth/jwks' })
      assert.ok(!/"d":/.test(jwks.text))
    })

    test('are worth nothing when their session has ended', async () => {
      const bob = await register(app, 'bob@example.com')
      const token = await tokenOf(bob)
      assert.equal(await ask(token), 200)
      await bob.post('/sign-out')
      assert.equal(await ask(token), 401)
    })

    test('are signed here: by none, by a secret, by another key or for another they are refused', async () => {
      const token = await tokenOf(ann)
      const [head = '', body = '', signature = ''] = token.split('.')
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString())
      const encode = (value: object): string =>
        Buffer.from(JSON.stringify(value)).toString('base64url')
      const { kid } = JSON.parse(Buffer.from(head, 'base64url').toString())
      const other = await generateKeyPair('EdDSA')
      const sign = (change: object) =>
        new SignJWT({ ...claims, ...change })
          .setProtectedHeader({ alg: 'EdDSA', kid })
          .sign(other.privateKey)
      const { keys } = (await app.call<{ keys: object[] }>({ url: '/api/auth/jwks' })).body
      const forged = [
        `${encode({ alg: 'none', kid })}.${body}.`,
        `${encode({ alg: 'none', kid })}.${body}.${signature}`,
        await new SignJWT(claims)
          .setProtectedHeader({ alg: 'HS256', kid })
          .sign(Buffer.from(JSON.stringify(keys[0]).padEnd(64))),
        await sign({}),
        `${head}.${encode({ ...claims, sid: 'other' })}.${signature}`,
      ]
      for (const one of forged) assert.equal(await ask(one), 401, one)
    })

    test('go on with another key when the first is old, and both are known for a while', async () => {
      const first = await tokenOf(ann)
      const past = new Date(Date.now() - 1_000).toISOString()
      await app.database.run(sql`update "auth_jwks" set "expires_at" = ${past}`)
      const second = await tokenOf(ann)
      const kidOf = (token: string) =>
        JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid
      assert.notEqual(kidOf(first), kidOf(second))
      const jwks = await app.call<{ keys: { kid: string }[] }>({ url: '/api/auth/jwks' })
      assert.equal(jwks.body.keys.length, 2)
      await new Promise((resolve) => setTimeout(resolve, 1_100))
      assert.deepEqual([await ask(first), await ask(second)], [200, 200])
    })
  })
}
