import assert from 'node:assert/strict'
import type { Advisory, AdvisoryClass } from '../fixture/advisory.ts'
import type { Client } from '../fixture/client.ts'
import { answered, found, foundNothing, refused, without } from '../fixture/expect.ts'
import type { Vault } from '../fixture/vault.ts'

/** Ann's letters are as they were: title, owner and number. */
async function nothingChanged({ ann, ids }: Vault): Promise<void> {
  answered(await ann.get(`/api/letters/${ids.shown}`), /"title":"To everybody"/)
  answered(await ann.get(`/api/letters/${ids.letter}`), /"title":"To the notary"/)
  assert.equal(found(await ann.get('/api/letters')), 3)
}

/** Eve may read the letter, and its author may change it: both are needed for a refusal to mean something. */
async function isShown(vault: Vault): Promise<void> {
  answered(await vault.eve.get(`/api/letters/${vault.ids.shown}`), /To everybody/)
  answered(await vault.ann.patch(`/api/letters/${vault.ids.shown}`, { title: 'To everybody' }))
}

/** A write by somebody who may only read. */
function readerWrites(
  name: string,
  attack: string,
  write: (eve: Client, vault: Vault) => Promise<{ status: number }>,
): Advisory<Vault> {
  return {
    name,
    attack,
    exists: isShown,
    async refused(vault) {
      const { status } = await write(vault.eve, vault)
      assert.ok([403, 404].includes(status), String(status))
      await nothingChanged(vault)
    },
  }
}

const stolen = { title: 'stolen' }

const cases: readonly Advisory<Vault>[] = [
  readerWrites(
    'Parse Server GHSA-79wj-8rqv-jvp5',
    'changes what it may only read',
    (eve, { ids }) => eve.patch(`/api/letters/${ids.shown}`, stolen),
  ),
  readerWrites('Parse Server GHSA-xfh7-phr7-gr2x', 'changes it as one of many', (eve) =>
    eve.patch('/api/letters?title[startsWith]=To', stolen),
  ),
  readerWrites('Parse Server GHSA-vc89-5g3r-cmhh', 'changes it by an upsert', (eve, { ids }) =>
    eve.put(`/api/letters/${ids.shown}`, stolen),
  ),
  readerWrites(
    'Parse Server GHSA-vc89-5g3r-cmhh',
    'takes it over by an upsert, unseen',
    (eve, { ids }) => eve.put(`/api/letters/${ids.letter}`, stolen),
  ),
  readerWrites('Parse Server GHSA-775h-3xrc-c228', 'changes it in a batch', (eve, { ids }) =>
    eve.post('/api/batch', {
      operations: [
        { method: 'POST', path: '/api/letters', body: { title: 'Mine' } },
        { method: 'PATCH', path: `/api/letters/${ids.shown}`, body: stolen },
      ],
    }),
  ),
  readerWrites('Appsmith GHSA-g2hc-wmw2-32jr', 'deletes what is somebody else’s', (eve, { ids }) =>
    eve.delete(`/api/letters/${ids.letter}`),
  ),
  readerWrites('Appsmith GHSA-g2hc-wmw2-32jr', 'deletes it as one of many', (eve) =>
    eve.delete('/api/letters?title[startsWith]=To'),
  ),
  readerWrites('Appsmith GHSA-g2hc-wmw2-32jr', 'deletes it in a batch', (eve, { ids }) =>
    eve.post('/api/batch', {
      operations: [{ method: 'DELETE', path: `/api/letters/${ids.shown}` }],
    }),
  ),
  {
    name: 'Parse Server, override of the method',
    attack: 'has a method in a header, a parameter or the body go before the real one',
    exists: isShown,
    async refused(vault) {
      const { eve, ids } = vault
      for (const header of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
        const answer = await eve.get(`/api/letters/${ids.shown}`, { [header]: 'DELETE' })
        answered(answer, /To everybody/)
      }
      refused(await eve.post(`/api/letters/${ids.shown}`, { _method: 'DELETE' }), 405)
      refused(await eve.get(`/api/letters/${ids.shown}?_method=DELETE`), 400)
      await nothingChanged(vault)
    },
  },
  {
    name: 'Parse Server GHSA-5f92-jrq3-28rc',
    attack: 'writes to the table between two entities, and to tables of the system',
    async exists({ app }) {
      const { sql } = await import('@cambium/runtime/database')
      assert.ok((await app.database.count(sql`select count(*) from "letters_labels"`)) > 0)
      assert.ok((await app.database.count(sql`select count(*) from "cambium_acl"`)) > 0)
    },
    async refused({ admin }) {
      for (const name of [
        'letters_labels',
        'letters-labels',
        'cambium_acl',
        'cambium-acl',
        'cambium_history',
        'cambium_migrations',
        '_Role',
        '_Join:labels:Letter',
      ]) {
        refused(await admin.get(`/api/${name}`), 404)
        refused(await admin.post(`/api/${name}`, { subject: 'everyone' }), 404)
        const path = `/api/${name}`
        const operations = [{ method: 'POST', path, body: {} }]
        refused(await admin.post('/api/batch', { operations }), 404)
      }
    },
  },
  {
    name: 'Parse Server GHSA-7xg7-rqf6-pw6c',
    attack: 'links its own record to one that it may not read',
    exists: async ({ staff, ids }) =>
      void answered(await staff.get(`/api/labels/${ids.closedLabel}`), /closed/),
    async refused({ eve, ids }) {
      const labelIds = [ids.closedLabel]
      const unread = refused(await eve.post('/api/letters', { title: 'x', labelIds }), 422)
      const missing = await eve.post('/api/letters', { title: 'x', labelIds: [ids.ann] })
      assert.deepEqual(unread.body.errors, missing.body.errors)
    },
  },
  {
    name: 'Parse Server GHSA-5v7g-9h8f-8pgg',
    attack: 'sets what only the server sets',
    exists: async ({ ann, ids }) =>
      void answered(await ann.get(`/api/letters/${ids.letter}`), /"createdAt"/),
    async refused({ eve, ids }) {
      const { ann } = ids
      for (const more of [
        { authorId: ann },
        { author: ann },
        { author: { id: ann } },
        { createdAt: '2020-01-01T00:00:00.000Z' },
        { version: 7 },
        { id: ids.letter },
        { labels: [{ id: ids.label }] },
      ]) {
        refused(await eve.post('/api/letters', { title: 'x', ...more }), 422)
      }
    },
  },
  {
    name: 'Parse Server GHSA-jc39-686j-wp6q',
    attack: 'raises a field of its own record that only administrators write',
    async exists({ admin, ids }) {
      answered(await admin.patch(`/api/users/${ids.eve}`, { rank: 2 }), /"rank":2/)
    },
    async refused({ eve, ids }) {
      const path = `/api/users/${ids.eve}`
      refused(await eve.patch(path, { rank: 9 }), 403)
      refused(await eve.patch(path, { name: 'Eve', rank: 9 }), 403)
      refused(await eve.patch('/api/users?name=Eve', { rank: 9 }), 403)
      const operations = [{ method: 'PATCH', path, body: { rank: 9 } }]
      refused(await eve.post('/api/batch', { operations }), 403)
      refused(await eve.patch(path, { secret: 'x' }), 422)
      answered(await eve.get(path), /"rank":2/)
    },
  },
  {
    name: 'better-auth CVE-2025-61928',
    attack: 'makes a record in the name of the user that the body names',
    async exists({ eve }) {
      const made = answered(await eve.post('/api/tickets', { text: 'own' }))
      answered(await eve.delete(`/api/tickets/${made.body.id}`))
    },
    async refused({ eve, guest, ids }) {
      for (const name of ['holderId', 'holder', 'userId', 'ownerId']) {
        refused(await eve.post('/api/tickets', { text: 'x', [name]: ids.ann }), 422)
      }
      refused(await guest.post('/api/tickets', { text: 'x', userId: ids.ann }), 401, 422)
      refused(await guest.post(`/api/tickets?userId=${ids.ann}`, { text: 'x' }), 400)
      refused(await guest.post('/api/tickets', { text: 'x' }, { 'x-user-id': ids.ann }), 401)
      refused(
        await guest.get('/api/tickets', { 'x-user-id': ids.ann, 'x-parse-master-key': '1' }),
        401,
      )
    },
  },
  {
    name: 'Payload CVE-2026-25574',
    attack: 'owns number 1 of one kind, and asks for number 1 of another',
    async exists({ ann, ids }) {
      assert.equal(ids.ticket, ids.bill)
      answered(await ann.get(`/api/tickets/${ids.ticket}`), /hers/)
    },
    async refused({ eve, ann, ids }) {
      refused(await eve.get(`/api/tickets/${ids.ticket}`), 404)
      refused(await eve.patch(`/api/tickets/${ids.ticket}`, { text: 'taken' }), 404)
      refused(await ann.get(`/api/bills/${ids.bill}`), 404)
      foundNothing(await ann.get('/api/bills?count=exact'))
    },
  },
  {
    name: 'Parse Server GHSA-8xq9-g7ch-35hg',
    attack: 'has an id that reads like a role',
    async exists({ as, ids }) {
      const filed = `/api/letters/${ids.filed}`
      answered(await (await as('frank', 'staff')).get(filed), /To the files/)
    },
    async refused({ as, ids }) {
      for (const id of ['role:staff', 'staff', 'everyone', '*', 'admin', 'user:']) {
        const somebody = await as(id)
        refused(await somebody.get(`/api/letters/${ids.filed}`), 404)
        foundNothing(await somebody.get('/api/letters?count=exact'))
      }
    },
  },
  {
    name: 'Payload #16906',
    attack: 'uses an entity that nobody gave any rules',
    async exists({ app, ids }) {
      const { sql } = await import('@cambium/runtime/database')
      const kept = sql`select count(*) from "drawers" where "id" = ${ids.drawer}`
      assert.equal(await app.database.count(kept), 1)
    },
    async refused({ guest, eve, staff, ids }) {
      const path = `/api/drawers/${ids.drawer}`
      for (const caller of [guest, eve, staff]) {
        refused(await caller.get('/api/drawers'), 401, 403)
        refused(await caller.get('/api/drawers/aggregate'), 401, 403)
        refused(await caller.get(path), 401, 403)
        refused(await caller.post('/api/drawers', { content: 'x' }), 401, 403)
        refused(await caller.patch(path, { content: 'x' }), 401, 403)
        refused(await caller.delete(path), 401, 403)
      }
    },
  },
  {
    name: 'payload-puck CVE-2026-39397',
    attack: 'asks for the checks to be left out',
    exists: nothingChanged,
    async refused({ eve, ids }) {
      for (const flag of ['overrideAccess', 'unrestricted', 'system', 'useMasterKey', 'bypass']) {
        refused(await eve.get(`/api/letters?${flag}=true`), 400)
        refused(await eve.get(`/api/letters/${ids.letter}?${flag}=true`), 400, 404)
        refused(await eve.patch(`/api/letters/${ids.letter}?${flag}=true`, stolen), 400, 404)
        refused(await eve.post('/api/letters', { title: 'x', [flag]: true }), 422)
        const { body } = answered(await eve.get('/api/letters', { [`x-${flag}`]: 'true' }))
        assert.equal(body.data?.length, 1)
      }
    },
  },
  {
    name: 'Supabase, tables without row level security',
    attack: 'reads everything without signing in',
    exists: nothingChanged,
    async refused({ guest, ids }) {
      for (const path of ['letters', 'users', 'tickets', 'bills', 'drawers', 'letters/aggregate']) {
        refused(await guest.get(`/api/${path}`), 401)
      }
      refused(await guest.get(`/api/letters/${ids.letter}`), 401)
      refused(await guest.get(`/api/users/${ids.ann}/letters`), 401)
      const answer = await guest.get(`/api/labels/${ids.label}?include=letters`)
      without(answered(answer), 'notary')
    },
  },
  {
    name: 'Parse Server GHSA-p2x3-8689-cwpg',
    attack: 'writes the address so that what stands before the route is passed by',
    exists: async ({ ann, ids }) =>
      void answered(await ann.get(`/api/letters/${ids.letter}`), /notary/),
    async refused({ guest, eve, ids }) {
      for (const path of [
        `//api/letters/${ids.letter}`,
        `/api//letters/${ids.letter}`,
        `/api/./letters/${ids.letter}`,
        `/x/../api/letters/${ids.letter}`,
        `/API/letters/${ids.letter}`,
        `/api/letters;x/${ids.letter}`,
        `/api/%6cetters/${ids.letter}`,
        `/%61pi/letters/${ids.letter}`,
        `/api/letters/${ids.letter}%00`,
        `/api/letters/${ids.letter}/`,
        `/api/letters/${ids.letter}.json`,
      ]) {
        without(refused(await guest.get(path), 400, 401, 404), 'notary')
        without(refused(await eve.get(path), 400, 404), 'notary')
      }
    },
  },
  {
    name: 'Parse Server GHSA-p2x3-8689-cwpg',
    attack: 'goes out of the API by the path of a part of a batch',
    exists: async ({ guest }) => void answered(await guest.get('/health/live'), /ok/),
    async refused({ eve, ids }) {
      for (const path of [
        '/api/../health/live',
        '/health/live',
        '//health/live',
        'http://127.0.0.1/api/letters',
        `/api/letters/${ids.letter}#`,
        '/api/letters?a?b',
        '/api/batch',
        '/api/openapi.json',
      ]) {
        const method = path === '/api/batch' ? 'POST' : 'GET'
        const operations = [{ method, path, body: { operations: [] } }]
        refused(await eve.post('/api/batch', { operations }), 400, 404, 422)
      }
    },
  },
]

export const privilegedWays: AdvisoryClass<Vault> = {
  title: 'there is no way round the rules',
  cases,
}
