import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { notesApp } from '../../app/fixture/notes-app.ts'
import { createAuthenticator, signDevelopmentToken } from '../../auth/index.ts'
import { type Database, sql } from '../../database/index.ts'
import { createServer, type Server } from '../../http/index.ts'
import { silentLogger } from '../../log/index.ts'
import { startTestApp, type TestApp, user } from '../index.ts'
import { openTestDatabase } from '../open-test-database.ts'

const ann = user('ann')
const bob = user('bob')
const staff = user('sam', 'staff')

for (const kind of ['sqlite', 'postgres'] as const) {
  describe(`a write with an Idempotency-Key on ${kind}`, () => {
    let app: TestApp
    before(async () => {
      app = await startTestApp(notesApp, { database: kind })
    })
    after(() => app.close())

    const post = (key: string, body: object, as = ann) =>
      app.call({ as, method: 'POST', url: '/api/notes', body, headers: { 'idempotency-key': key } })
    const count = () => app.database.count(sql`select count(*) from "notes"`)

    test('is done once and answered twice, byte for byte', async () => {
      const first = await post('once', { title: 'One' })
      const second = await post('once', { title: 'One' })
      assert.equal(first.status, 201, first.text)
      assert.equal(second.status, 201)
      assert.equal(second.text, first.text)
      for (const name of ['etag', 'location', 'content-type', 'content-length'])
        assert.equal(second.headers[name], first.headers[name], name)
      assert.equal(first.headers['idempotent-replayed'], undefined)
      assert.equal(second.headers['idempotent-replayed'], 'true')
      assert.equal(await count(), 1)
    })

    test('answers the same when the record is gone since then', async () => {
      const created = await post('gone', { title: 'Gone' })
      const url = String(created.headers.location)
      const remove = () =>
        app.call({ as: staff, method: 'DELETE', url, headers: { 'idempotency-key': 'remove' } })
      const answers = [await remove(), await remove()]
      assert.deepEqual(
        answers.map(({ status, text }) => [status, text]),
        [
          [204, ''],
          [204, ''],
        ],
      )
      assert.equal((await post('gone', { title: 'Gone' })).text, created.text)
    })

    test('with the key of another body, address or precondition is refused', async () => {
      const created = await post('mine', { title: 'Mine' })
      const url = String(created.headers.location)
      const headers = { 'idempotency-key': 'mine' }
      const body = { title: 'Mine' }
      const others = [
        await post('mine', { title: 'Other' }),
        await app.call({ as: ann, method: 'PATCH', url, body, headers }),
        await app.call({
          as: ann,
          method: 'POST',
          url: '/api/notes',
          body,
          headers: { ...headers, 'if-match': '"1"' },
        }),
      ]
      for (const { status, text } of others) assert.equal(status, 422, text)
    })

    test('has a key of its own for each caller', async () => {
      const before = await count()
      const ids = [await post('shared', { title: 'A' }), await post('shared', { title: 'A' }, bob)]
      assert.notEqual(ids[0]?.body.id, ids[1]?.body.id)
      assert.equal(await count(), before + 2)
    })

    test('that is refused may be tried again', async () => {
      assert.equal((await post('again', { title: '' })).status, 422)
      assert.equal((await post('again', { title: 'Better' })).status, 201)
    })

    test('is refused while its twin is at work, and nothing is done twice', async () => {
      const before = await count()
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => post('twins', { title: 'Twins' })),
      )
      const done = answers.filter(({ status }) => status === 201)
      assert.equal(new Set(done.map(({ text }) => text)).size, 1)
      assert.ok(answers.every(({ status }) => status === 201 || status === 409))
      assert.equal(await count(), before + 1)
    })

    test('takes a key of visible characters only', async () => {
      for (const key of ['', 'two words', 'x'.repeat(256), 'ümlaut'])
        assert.equal((await post(key, { title: 'Key' })).status, 400, key)
    })

    test('is forgotten after a day', async () => {
      const first = await post('old', { title: 'Old' })
      await app.database.run(
        sql`update "cambium_idempotency" set "at" = '2020-01-01T00:00:00.000Z' where "key" = 'old'`,
      )
      const second = await post('old', { title: 'New' })
      assert.deepEqual([first.status, second.status], [201, 201])
      assert.equal(second.body.title, 'New')
    })
  })
}

describe('a server that dies between commit and answer', () => {
  test('leaves the answer for whoever asks the next one', async () => {
    const database = await openTestDatabase(notesApp)
    const dying = await serve(dyingAfterCommit(database))
    const next = await serve(database)
    const call = {
      method: 'POST',
      url: '/api/notes',
      payload: { title: 'Paid' },
      headers: { 'idempotency-key': 'payment', authorization: `Bearer ${await token()}` },
    } as const
    assert.equal((await dying.inject(call)).statusCode, 500)
    const answer = await next.inject(call)
    assert.equal(answer.statusCode, 201, answer.body)
    assert.equal(answer.json().title, 'Paid')
    assert.equal(answer.headers['idempotent-replayed'], 'true')
    assert.equal(await database.count(sql`select count(*) from "notes"`), 1)
    assert.equal((await next.inject(call)).body, answer.body)
    await Promise.all([dying.close(), next.close()])
    await database.close()
  })
})

describe('two servers on one database', () => {
  test('do a request with one key once between them', async () => {
    const database = await openTestDatabase(notesApp)
    const servers = [await serve(database), await serve(database)]
    const headers = { 'idempotency-key': 'both', authorization: `Bearer ${await token()}` }
    const answers = await Promise.all(
      servers.map((server) =>
        server.inject({ method: 'POST', url: '/api/notes', payload: { title: 'One' }, headers }),
      ),
    )
    const [first, second] = answers
    assert.deepEqual([first?.statusCode, second?.statusCode], [201, 201])
    assert.equal(first?.body, second?.body)
    assert.equal(await database.count(sql`select count(*) from "notes"`), 1)
    await Promise.all(servers.map((server) => server.close()))
    await database.close()
  })
})

/** Commits, and then loses the answer. */
function dyingAfterCommit(database: Database): Database {
  return {
    ...database,
    async transaction(work, options) {
      await database.transaction(work, options)
      throw new Error('The process died')
    },
  }
}

const secret = 'a secret of more than thirty-two characters'
const token = () => signDevelopmentToken({ secret, id: 'ann', roles: [] })

function serve(database: Database): Promise<Server> {
  return createServer({
    app: notesApp,
    services: {
      database,
      log: silentLogger,
      registry: notesApp.registry,
      cursorKey: new Uint8Array(32),
      runHooks: true,
    },
    authenticator: createAuthenticator({ secret, roles: [] }),
    readiness: async () => ({ isReady: true }),
  })
}
