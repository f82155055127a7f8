import assert from 'node:assert/strict'
import type { Advisory, AdvisoryClass } from '../fixture/advisory.ts'
import { answered, found, foundNothing, refused } from '../fixture/expect.ts'
import type { Vault } from '../fixture/vault.ts'

/** Ann sees her letters by the same request as it is meant; afterwards they are all still there. */
async function lettersAreThere({ ann }: Vault): Promise<void> {
  assert.equal(found(await ann.get('/api/letters?sort=title&limit=10')), 3)
}

/** Requests that are refused, each with a text that would be SQL. */
function places(
  name: string,
  attack: string,
  pathOf: (text: string) => readonly string[],
): Advisory<Vault> {
  return {
    name,
    attack,
    exists: lettersAreThere,
    async refused(vault) {
      for (const text of texts) {
        for (const path of pathOf(encodeURIComponent(text))) {
          refused(await vault.eve.get(path), 400, 404)
        }
      }
      await lettersAreThere(vault)
    },
  }
}

const texts = [
  `title"; drop table "letters"; --`,
  `title' or '1'='1`,
  '(select "secret" from "users" limit 1)',
  '(case when 1=1 then "id" else "title" end)',
  `title") union select "secret" from "users" --`,
]

const cases: readonly Advisory<Vault>[] = [
  places('Ghost CVE-2026-26980', 'puts SQL where the order is named', (text) => [
    `/api/letters?sort=${text}`,
    `/api/letters?sort=-${text}`,
    `/api/letters?sort=title,${text}`,
  ]),
  places(
    'Parse Server GHSA-qpr4-jrj4-6f27',
    'puts SQL where a field is named in a filter',
    (text) => [
      `/api/letters?${text}=1`,
      `/api/letters?or[0][${text}]=1`,
      `/api/letters?not[${text}]=1`,
    ],
  ),
  places(
    'Parse Server GHSA-c442-97qw-j6c6',
    'puts SQL behind a dot, where a member is named',
    (text) => [`/api/letters?meta.${text}=1`, `/api/letters?author.${text}=1`],
  ),
  places('Parse Server GHSA-p2w6-rmh7-w8q3', 'puts SQL where an operator is named', (text) => [
    `/api/letters?title[${text}]=1`,
    `/api/letters?author.name[${text}]=1`,
  ]),
  places(
    'Parse Server GHSA-q3vj-96h2-gwvg',
    'puts SQL where an aggregate names its fields',
    (text) => [
      `/api/letters/aggregate?groupBy=${text}`,
      `/api/letters/aggregate?sum=${text}`,
      `/api/letters/aggregate?count=${text}`,
      `/api/letters/aggregate?groupBy=createdAt:${text}`,
    ],
  ),
  places(
    'drizzle-orm, as raised by Payload #16168',
    'puts SQL where fields to show are named',
    (text) => [
      `/api/letters?fields=${text}`,
      `/api/letters?include=${text}`,
      `/api/letters?include=author&fields[author]=${text}`,
      `/api/letters?fields[${text}]=id`,
    ],
  ),
  places('Parse Server GHSA-c2hr-cqg6-8j6r', 'puts SQL where the id of a record stands', (text) => [
    `/api/letters/${text}`,
    `/api/tickets/${text}`,
    `/api/users/${text}/letters`,
  ]),
  places('Ghost CVE-2026-22596', 'puts SQL where a number stands', (text) => [
    `/api/letters?limit=${text}`,
    `/api/letters?offset=${text}`,
    `/api/letters?weight=${text}`,
    `/api/letters?weight[in]=1,${text}`,
  ]),
  {
    name: 'Ghost CVE-2026-22596',
    attack: 'puts SQL into the value of a filter',
    exists: lettersAreThere,
    async refused({ eve }) {
      for (const operator of ['eq', 'in', 'contains', 'startsWith']) {
        for (const text of ["x' or 1=1 --", "x') or ('1'='1", 'x" or ""="']) {
          const value = encodeURIComponent(text)
          foundNothing(await eve.get(`/api/letters?title[${operator}]=${value}&count=exact`))
        }
      }
    },
  },
  {
    name: 'Payload CVE-2026-25544',
    attack: 'looks into a JSON field with a path that is SQL',
    async exists({ ann, ids }) {
      answered(await ann.get(`/api/letters/${ids.letter}`), /"meta":/)
    },
    async refused({ eve }) {
      for (const path of ['pin', "pin' or '1'='1", "pin') = 1 or 1=1 --", '$.pin']) {
        const name = encodeURIComponent(path)
        refused(await eve.get(`/api/letters?meta[${name}]=1`), 400)
        refused(await eve.get(`/api/letters?meta[${name}][like]=1`), 400)
      }
    },
  },
  {
    name: 'Parse Server GHSA-gqpp-xgvh-9h7h',
    attack: 'names the members of a JSON value so that they would be SQL',
    exists: lettersAreThere,
    async refused({ eve }) {
      const meta = { 'a\' = 1); drop table "letters"; --': { "b') || 1": 2 } }
      const made = answered(await eve.post('/api/letters', { title: 'Mine', meta }))
      const kept = answered(await eve.get(`/api/letters/${made.body.id}`))
      assert.deepEqual(kept.body.meta, meta)
      answered(await eve.delete(`/api/letters/${made.body.id}`))
    },
  },
  {
    name: 'Parse Server GHSA-p2w6-rmh7-w8q3',
    attack: 'names the members of a body so that they would be columns',
    exists: lettersAreThere,
    async refused({ eve, ids }) {
      for (const name of [...texts, 'author_id', 'letters.author_id', '"author_id"']) {
        refused(await eve.post('/api/letters', { title: 'x', [name]: ids.ann }), 422)
        refused(await eve.patch(`/api/users/${ids.eve}`, { [name]: 9 }), 422)
      }
    },
  },
  {
    name: 'Parse Server GHSA-6927-3vr9-fxf2',
    attack: 'takes a wildcard of LIKE for a pattern that fits everything',
    async exists({ ann }) {
      assert.equal(found(await ann.get('/api/letters?title[contains]=To')), 3)
    },
    async refused({ ann }) {
      for (const wild of ['%', '_', '%_%', '\\', 'T_', 'T%']) {
        const value = encodeURIComponent(wild)
        for (const operator of ['contains', 'startsWith', 'endsWith']) {
          foundNothing(await ann.get(`/api/letters?title[${operator}]=${value}&count=exact`))
        }
      }
    },
  },
  {
    name: 'Parse Server GHSA-mf3j-86qx-cq5j',
    attack: 'writes operators of the search engine into a search',
    async exists({ ann }) {
      assert.equal(found(await ann.get('/api/letters?q=notary')), 1)
    },
    async refused({ eve }) {
      for (const text of [
        '"',
        '* OR title:*',
        'notary" OR "a',
        "'):*|!",
        'NEAR(a b)',
        '{seal}: z',
      ]) {
        const answer = await eve.get(`/api/letters?q=${encodeURIComponent(text)}&count=exact`)
        if (answer.status === 400) refused(answer, 400)
        else foundNothing(answer)
      }
    },
  },
  {
    name: 'Ghost CVE-2026-26980',
    attack: 'makes a cursor of its own, or uses one for another list',
    async exists({ ann }) {
      const { body } = answered(await ann.get('/api/letters?limit=1&sort=title'))
      assert.equal(typeof body.page?.next, 'string')
    },
    async refused({ ann }) {
      const { body } = answered(await ann.get('/api/letters?limit=1&sort=title'))
      const cursor = body.page?.next ?? ''
      for (const forged of [
        `x${cursor}`,
        cursor.slice(0, -4),
        `${cursor.slice(0, 8)}AAAA${cursor.slice(12)}`,
        `${cursor.slice(0, -8)}AAAA${cursor.slice(-4)}`,
        Buffer.from('["seal","z"]').toString('base64url'),
        "' or 1=1 --",
      ]) {
        refused(
          await ann.get(`/api/letters?limit=1&sort=title&after=${encodeURIComponent(forged)}`),
          400,
        )
      }
      refused(await ann.get(`/api/letters?limit=1&sort=-weight&after=${cursor}`), 400)
      refused(await ann.get(`/api/users?limit=1&after=${cursor}`), 400)
    },
  },
]

export const injection: AdvisoryClass<Vault> = {
  title: 'what a caller writes is never part of a statement',
  cases,
}
