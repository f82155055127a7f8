import assert from 'node:assert/strict'
import type { Advisory, AdvisoryClass } from '../fixture/advisory.ts'
import type { Answer } from '../fixture/client.ts'
import { answered, found, foundNothing, refused, without } from '../fixture/expect.ts'
import type { Vault } from '../fixture/vault.ts'

/** The server answers, and quickly, what it should. */
async function isWell({ ann, guest }: Vault): Promise<void> {
  const startedAt = performance.now()
  assert.equal(found(await ann.get('/api/letters?title[startsWith]=To')), 3)
  answered(await guest.get('/health/ready'))
  assert.ok(performance.now() - startedAt < quickMs)
}

/** More than any of these takes on a machine that is busy with something else. */
const quickMs = 3_000

/** Requests that are refused as what they are, soon, by a server that goes on. */
function harmless(
  name: string,
  attack: string,
  attempts: (vault: Vault) => readonly Promise<Answer>[],
): Advisory<Vault> {
  return {
    name,
    attack,
    exists: isWell,
    async refused(vault) {
      const startedAt = performance.now()
      const answers = await Promise.all(attempts(vault))
      assert.ok(performance.now() - startedAt < quickMs, 'it takes long')
      for (const answer of answers) refused(answer, 400, 401, 404, 405, 413, 414, 415, 422, 431)
      await isWell(vault)
    },
  }
}

const many = 5_000
const groups = (word: string, depth: number): string =>
  Array.from({ length: depth }, () => `[${word}]`).join('')

const cases: readonly Advisory<Vault>[] = [
  harmless(
    'Parse Server GHSA-cmj3-wx7h-ffvg',
    'includes relations of relations without end',
    ({ ann }) => [
      ann.get('/api/letters?include=author.letters.author.letters'),
      ann.get(`/api/letters?include=${Array(many).fill('author').join('.')}`),
      ann.get(`/api/letters?include=${Array(many).fill('author').join(',')}`),
      ann.get(`/api/letters?fields=${Array(many).fill('id').join(',')}`),
    ],
  ),
  harmless(
    'Directus CVE-2026-35441',
    'asks for the same thing many times in one request',
    ({ ann }) => [
      ann.get('/api/letters?include=author,author'),
      ann.get('/api/letters?sort=title,title,-title'),
      ann.get('/api/letters?title=a&title=b'),
      ann.post('/api/batch', {
        operations: Array.from({ length: 101 }, () => ({ method: 'GET', path: '/api/letters' })),
      }),
      ann.post('/api/letters/bulk', {
        data: Array.from({ length: 1_001 }, () => ({ title: 'x' })),
      }),
      ann.get('/api/letters?limit=1000000'),
      ann.get('/api/letters?offset=1000000000'),
    ],
  ),
  harmless(
    'Parse Server GHSA-9xp9-j92r-p88v',
    'nests groups of conditions without end',
    ({ ann }) => [
      ann.get(`/api/letters?not${groups('not', 100)}[title]=x`),
      ann.get(`/api/letters?or${groups('0', 100)}[title]=x`),
      ann.get(`/api/letters?not${groups('not', 2_000)}[title]=x`),
      ann.get(`/api/letters?and[0]${'[or][0][not]'.repeat(50)}[title]=x`),
    ],
  ),
  harmless('Parse Server GHSA-cgxm-vr2f-6fj8', 'multiplies groups by groups', ({ ann }) => [
    ann.get(
      `/api/letters?${Array.from({ length: 500 }, (_, at) => `or[${at}][title]=x`).join('&')}`,
    ),
    ann.get(
      `/api/letters?${Array.from({ length: 900 }, (_, at) => `or[${at % 20}][or][${at}][title]=x`).join('&')}`,
    ),
    ann.get(`/api/letters?title[in]=${Array(many).fill('x').join(',')}`),
  ]),
  harmless(
    'Parse Server GHSA-mmg8-87c5-jrc2',
    'has something else in the place of a list',
    ({ ann }) => [
      ann.get('/api/letters?or=x'),
      ann.get('/api/letters?or[length]=3'),
      ann.get('/api/letters?or[title]=x'),
      ann.get('/api/letters?or[4294967295][title]=x'),
      ann.get('/api/letters?or[-1][title]=x'),
      ann.get('/api/letters?or[__proto__][title]=x'),
      ann.post('/api/letters/bulk', { data: { length: 3, 0: { title: 'x' } } }),
      ann.post('/api/batch', { operations: { length: 1 } }),
      ann.patch('/api/letters?title[exists][x]=1', { title: 'x' }),
    ],
  ),
  harmless(
    'Parse Server GHSA-827p-g5x5-h86c',
    'sends a regular expression that is none, or is slow',
    ({ ann }) => [
      ann.get('/api/letters?title[regex]=['),
      ann.get('/api/letters?title[$regex]=(a%2B)%2B%24'),
      ann.get('/api/letters?title[like]=x'),
      ann.post('/api/letters', { title: { $regex: '(a+)+$' } }),
      ann.get(`/api/letters?q=${'a'.repeat(201)}`),
    ],
  ),
  {
    name: 'Parse Server GHSA-mf3j-86qx-cq5j',
    attack: 'has a pattern that goes back and forth looked for in a text made for it',
    exists: isWell,
    async refused({ eve }) {
      const title = 'a'.repeat(200)
      const { body } = answered(await eve.post('/api/letters', { title }))
      const startedAt = performance.now()
      for (const pattern of ['%a'.repeat(90), '(a+)+$', '_%'.repeat(90), `${'a'.repeat(199)}b`]) {
        const value = encodeURIComponent(pattern)
        foundNothing(await eve.get(`/api/letters?title[contains]=${value}&title[endsWith]=b`))
      }
      assert.ok(performance.now() - startedAt < quickMs)
      answered(await eve.delete(`/api/letters/${body.id}`))
    },
  },
  harmless(
    'Parse Server GHSA-6qh5-m6g3-xhq6',
    'nests a body without end, or makes it endless',
    ({ ann }) => [
      ann.post('/api/letters', `{"meta":${'['.repeat(100_000)}`),
      ann.post('/api/letters', `{"meta":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`),
      ann.post('/api/letters', { title: 'x', meta: 'x'.repeat(1_200_000) }),
      ann.post('/api/letters', `[${'0,'.repeat(200_000)}0]`),
      ann.post('/api/letters', { title: 'x'.repeat(900_000) }),
    ],
  ),
  {
    name: 'Parse Server GHSA-38m6-82c8-4xfm',
    attack: 'sends headers that are slow to read, before anybody signed in',
    exists: isWell,
    async refused(vault) {
      const startedAt = performance.now()
      for (const text of [
        'a'.repeat(8_000),
        ' '.repeat(8_000),
        '1.'.repeat(4_000),
        '"'.repeat(8_000),
        'W/"1",'.repeat(1_000),
      ]) {
        for (const name of [
          'x-client-version',
          'if-none-match',
          'accept',
          'cookie',
          'accept-encoding',
          'prefer',
          'range',
        ]) {
          const { status } = await vault.guest.get('/api/letters', { [name]: `${text}!` })
          assert.equal(status, 401, name)
        }
        refused(await vault.guest.get('/api/letters', { authorization: `Bearer ${text}!` }), 401)
        const key = { 'idempotency-key': text, 'if-match': text }
        refused(
          await vault.ann.patch(`/api/letters/${vault.ids.letter}`, { weight: 1 }, key),
          400,
          412,
          422,
        )
      }
      assert.ok(performance.now() - startedAt < quickMs, 'it takes long')
    },
  },
  harmless(
    'Parse Server GHSA-5j86-7r7m-p8h6',
    'calls things by names that every object has',
    ({ ann }) =>
      ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'prototype'].flatMap(
        (name) => [
          ann.get(`/api/${name}`),
          ann.get(`/api/letters?sort=${name}`),
          ann.get(`/api/letters?${name}=1`),
          ann.get(`/api/letters?${name}[x]=1`),
          ann.get(`/api/letters?include=${name}`),
          ann.get(`/api/letters?fields[${name}]=id`),
          ann.get(`/api/letters?title[${name}]=1`),
          ann.get(`/api/letters?author.${name}=1`),
          ann.get(`/api/letters/aggregate?groupBy=${name}`),
          ann.post('/api/letters', `{"title":"x","${name}":{"a":1}}`),
          ann.get(`/docs/${name}`),
          ann.get(`/problems/${name}`),
        ],
      ),
  ),
  {
    name: 'Parse Server GHSA-9ccr-fpp6-78qf and GHSA-q342-9w2p-57fp',
    attack: 'writes to the prototype of all objects, however the name is spelled',
    exists: isWell,
    async refused({ ann, ids }) {
      const path = `/api/letters/${ids.letter}`
      for (const meta of [
        '{"__proto__":{"polluted":1}}',
        '{"\\u005f\\u005fproto\\u005f\\u005f":{"polluted":1}}',
        '{"a":{"b":[{"__proto__":{"polluted":1}}]}}',
        '{"constructor":{"prototype":{"polluted":1}}}',
      ]) {
        refused(await ann.patch(path, `{"meta":${meta}}`), 400)
        refused(await ann.post('/api/letters', `{"title":"x","meta":${meta}}`), 400)
        refused(await ann.post('/api/letters/bulk', `{"data":[{"title":"x","meta":${meta}}]}`), 400)
        const batch = `{"operations":[{"method":"PATCH","path":"${path}","body":{"meta":${meta}}}]}`
        refused(await ann.post('/api/batch', batch), 400)
      }
      refused(await ann.get('/api/letters?__proto__[polluted]=1'), 400)
      refused(await ann.get('/api/letters?constructor[prototype][polluted]=1'), 400)
      assert.equal(({} as { polluted?: number }).polluted, undefined)
    },
  },
  harmless(
    'Parse Server GHSA-9cp7-3q5w-j92g',
    'sends what a database cannot take, to read its error',
    ({ ann, ids }) => [
      ann.post('/api/letters', { title: 'x', weight: 1e300 }),
      ann.post('/api/letters', { title: 'x', weight: 2 ** 53 }),
      ann.post('/api/letters', '{"title":"\\u0000"}'),
      ann.post('/api/letters', '{"title":"\\ud800"}'),
      ann.get('/api/letters?title=%00'),
      ann.get('/api/letters?title=%ff'),
      ann.get('/api/letters?weight=99999999999999999999'),
      ann.get('/api/letters?createdAt[gt]=0000-00-00'),
      ann.get('/api/tickets/99999999999999999999'),
      ann.get('/api/tickets/-1'),
      ann.get(`/api/letters/${'a'.repeat(300)}`),
      ann.post('/api/letters', { title: 'x', labelIds: [ids.ann, 'nothing', ''] }),
    ],
  ),
  harmless(
    'PocketBase #7762',
    'sends one bad request after the other: the process lives',
    ({ ann, guest, ids }) => [
      ann.post('/api/letters', '{"title":'),
      ann.post('/api/letters', ''),
      ann.post('/api/letters', 'null'),
      ann.post('/api/letters', '{}', { 'content-type': 'text/plain' }),
      ann.post('/api/letters', '{}', { 'content-type': 'multipart/form-data; boundary=' }),
      ann.post('/api/letters', '{}', { 'content-encoding': 'gzip' }),
      guest.get('/api/%'),
      guest.get('/%E0%A4%A'),
      guest.get('/api/letters?%E0%A4%A=%'),
      guest.get(`/${'a/'.repeat(4_000)}`),
      guest.delete('/'),
      ann.put(`/api/letters/${ids.letter}`, []),
      ann.post('/api/batch', { operations: [null, 1, []] }),
    ],
  ),
  {
    name: 'Parse Server, traversal by the locale of a page',
    attack: 'has a page read from elsewhere on the disk',
    async exists({ guest }) {
      answered(await guest.get('/docs/Letter'), /Letter/)
    },
    async refused({ guest }) {
      for (const path of [
        '../package.json',
        '..%2f..%2fpackage.json',
        '%2e%2e/%2e%2e/etc/passwd',
        '....//etc',
        'Letter%00',
        'Letter/../../openapi.gen.json',
      ]) {
        for (const start of ['/docs/', '/problems/', '/']) {
          without(
            refused(await guest.get(`${start}${path}`), 400, 404),
            /root:|"dependencies"|"openapi"/,
          )
        }
      }
    },
  },
  {
    name: 'Parse Server, control characters in headers',
    attack: 'has text of its own come back in a header, or in a page',
    async exists({ guest }) {
      const answer = await guest.get('/health/live', { 'x-request-id': 'request-12345' })
      assert.equal(answer.headers['x-request-id'], 'request-12345')
    },
    async refused({ guest, ann }) {
      for (const id of [
        'x',
        'a b c d e f',
        '<script>alert(1)</script>',
        'request%0d%0aset-cookie:a=b',
        'é'.repeat(10),
        'a'.repeat(65),
      ]) {
        const answer = await guest.get('/health/live', { 'x-request-id': id })
        assert.match(String(answer.headers['x-request-id']), /^[\da-f-]{36}$/)
      }
      const script = '<script>alert(1)</script>'
      for (const path of ['/', '/docs', '/docs/Letter']) {
        const page = await guest.get(path, { host: `x"${script}` })
        without(page, '<script')
        assert.match(String(page.headers['content-security-policy']), /default-src 'none'/)
      }
      const made = answered(
        await ann.post('/api/labels', { name: script }).then(async (answer) => {
          assert.equal(answer.status, 403)
          return ann.get('/api/labels')
        }),
      )
      assert.match(String(made.headers['content-type']), /^application\/json/)
      assert.equal(made.headers['x-content-type-options'], 'nosniff')
      const missing = await guest.get(`/api/${encodeURIComponent(script)}`)
      assert.match(String(refused(missing, 404).headers['content-type']), /problem\+json/)
    },
  },
]

export const unboundedWork: AdvisoryClass<Vault> = {
  title: 'no request stops the server, or makes it speak of itself',
  cases,
}
