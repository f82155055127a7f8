import assert from 'node:assert/strict'
import { SignJWT } from 'jose'
import type { Advisory, AdvisoryClass } from '../fixture/advisory.ts'
import { clientOf } from '../fixture/client.ts'
import { answered, refused } from '../fixture/expect.ts'
import { audience, issuer, type Tasks, type TokenParts } from '../fixture/tasks.ts'

/** The token as the issuer makes it is taken. */
async function isTaken({ as, token }: Tasks): Promise<void> {
  answered(await as(await token()).get('/api/tags'))
}

/** A token that differs from a good one in one thing, and is refused for it. */
function forged(
  name: string,
  attack: string,
  partsOf: (tasks: Tasks) => readonly TokenParts[],
): Advisory<Tasks> {
  return {
    name,
    attack,
    exists: isTaken,
    async refused(tasks) {
      for (const parts of partsOf(tasks)) {
        const client = tasks.as(await tasks.token(parts))
        refused(await client.get('/api/tags'), 401)
        refused(await client.post('/api/tags', { name: 'x' }), 401)
      }
    },
  }
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

const cases: readonly Advisory<Tasks>[] = [
  {
    name: 'Strapi CVE-2023-22893',
    attack: 'brings a token that says it is signed by nothing',
    exists: isTaken,
    async refused({ as, token }) {
      const [head = '', payload = '', signature = ''] = (await token()).split('.')
      for (const alg of ['none', 'None', 'NONE', 'nOnE', '', 'RS256 ']) {
        const bare = encoded({ alg, kid: 'one' })
        refused(await as(`${bare}.${payload}.`).get('/api/tags'), 401)
        refused(await as(`${bare}.${payload}.${signature}`).get('/api/tags'), 401)
      }
      refused(await as(`${head}.${payload}.`).get('/api/tags'), 401)
      refused(await as(`${head}.${payload}`).get('/api/tags'), 401)
    },
  },
  {
    name: 'Parse Server GHSA-4q3h-vp4r-prv2',
    attack: 'takes the public key for the secret of another algorithm',
    exists: isTaken,
    async refused({ as, publicPem }) {
      for (const alg of ['HS256', 'HS384', 'HS512']) {
        for (const secret of [publicPem, publicPem.trim(), '']) {
          const key = new TextEncoder().encode(secret.padEnd(32))
          const token = await new SignJWT({ sub: 'ann', roles: ['admin'] })
            .setProtectedHeader({ alg, kid: 'one' })
            .setIssuer(issuer)
            .setAudience(audience)
            .setExpirationTime('5m')
            .sign(key)
          refused(await as(token).get('/api/tags'), 401)
        }
      }
    },
  },
  forged(
    'Parse Server GHSA-x6fw-778m-wr9v and GHSA-48mh-j4p5-7j9v',
    'brings a token for another application',
    () => [
      { claims: { aud: 'another' } },
      { claims: { aud: ['another', 'third'] } },
      { claims: { aud: undefined as never } },
      { claims: { aud: '' } },
    ],
  ),
  forged('Supabase CVE-2026-31813', 'brings a token of another issuer', () => [
    { claims: { iss: 'https://evil.example.com' } },
    { claims: { iss: `${issuer}.evil.example.com` } },
    { claims: { iss: `${issuer}/` } },
    { claims: { iss: undefined as never } },
  ]),
  forged('Supabase CVE-2026-31813', 'signs with a key of its own, and brings it along', (tasks) => [
    { key: tasks.otherKey },
    { key: tasks.otherKey, header: { jwk: tasks.otherJwk } },
    { key: tasks.otherKey, header: { jku: 'https://evil.example.com/keys' } },
    { key: tasks.otherKey, header: { x5u: 'https://evil.example.com/keys' } },
    { key: tasks.otherKey, header: { kid: '../../../dev/null' } },
    { key: tasks.otherKey, header: { kid: "one' union select 'x" } },
  ]),
  forged('Parse Server GHSA-fr88-w35c-r596', 'names nobody, or somebody in another form', () => [
    { claims: { sub: undefined as never } },
    { claims: { sub: '' } },
    { claims: { sub: { id: 'ann' } as never } },
    { claims: { sub: ['ann'] as never } },
    { claims: { sub: 7 as never } },
    { claims: { sub: 'a'.repeat(256) } },
  ]),
  forged(
    'Payload CVE-2025-4643',
    'brings a token whose time is over, not come, or without end',
    () => {
      const now = Math.floor(Date.now() / 1_000)
      return [
        { claims: { exp: now - 60 } },
        { claims: { exp: undefined as never } },
        { claims: { exp: 'never' as never } },
        { claims: { nbf: now + 600 } },
      ]
    },
  ),
  {
    name: 'Parse Server GHSA-69xg-f649-w5g2',
    attack: 'changes what a good token says, and keeps its signature',
    exists: isTaken,
    async refused({ as, token }) {
      const [head, payload = '', signature] = (await token()).split('.')
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
      for (const change of [{ sub: 'boss' }, { roles: ['admin'] }, { exp: 9_999_999_999 }]) {
        const changed = `${head}.${encoded({ ...claims, ...change })}.${signature}`
        refused(await as(changed).get('/api/tags'), 401)
      }
    },
  },
  {
    name: 'Parse Server GHSA-2cjm-2gwv-m892',
    attack: 'comes at once with others, to be taken for one of them',
    exists: isTaken,
    async refused({ as, token }) {
      const boss = as(await token({ claims: { sub: 'boss', roles: ['admin'] } }))
      const emails = Array.from({ length: 20 }, (_, index) => `user${index}@example.com`)
      await Promise.all(
        emails.map(async (email) => {
          const made = answered(await boss.post('/api/users', { name: 'One of many', email }))
          const sub = String(made.body.id)
          const { body } = answered(await as(await token({ claims: { sub } })).get('/api/users'))
          const seen = body.data?.map((user) => user.email).filter((one) => one !== undefined)
          assert.deepEqual(seen, [email])
        }),
      )
    },
  },
  {
    name: 'Auth.js GHSA-8fpg',
    attack: 'comes when nothing can be checked: the keys do not come',
    exists: isTaken,
    async refused({ serveKeys, startAnother, token }) {
      serveKeys(false)
      const origin = await startAnother()
      const authorization = `Bearer ${await token()}`
      const client = clientOf(origin, { authorization })
      refused(await client.get('/api/tags'), 503)
      refused(await client.post('/api/tags', { name: 'x' }), 503)
      serveKeys(true)
    },
  },
  {
    name: 'Parse Server GHSA-7xg7-rqf6-pw6c',
    attack: 'has roles in places, and of kinds, that are none',
    async exists({ as, token }) {
      const staff = as(await token({ claims: { roles: ['staff'] } }))
      const { body } = answered(await staff.post('/api/tags', { name: 'shared' }))
      answered(await staff.patch(`/api/tags/${body.id}`, { color: '#00ff00' }))
    },
    async refused({ as, token }) {
      const { body } = await as(await token()).get('/api/tags?name=shared')
      const id = body.data?.[0]?.id
      assert.ok(id)
      for (const claims of [
        { roles: 'staff,admin' },
        { roles: { staff: true } },
        { roles: [['staff']] },
        { roles: ['Staff', 'STAFF', 'staff ', '__proto__', 'constructor'] },
        { scope: 'staff' },
        { scopes: ['staff'] },
        { 'https://cambium/roles': ['staff'] },
        { groups: ['staff'] },
        { sub: 'role:staff' },
      ]) {
        const client = as(await token({ claims: claims as never }))
        refused(await client.patch(`/api/tags/${id}`, { color: '#ff0000' }), 403)
      }
    },
  },
]

export const tokens: AdvisoryClass<Tasks> = {
  title: 'a token is what its issuer signed, for this application and for now',
  cases,
}
