import assert from 'node:assert/strict'
import { after, afterEach, beforeEach, describe, test } from 'node:test'
import type { Caller } from '../access/index.ts'
import { type Database, sql } from '../database/index.ts'
import { ann, bob, databases, staff } from '../operation/fixture/index.ts'
import type { AnyRecord } from '../operation/index.ts'
import { startDns } from '../outbound/fixture/index.ts'
import {
  type Answer,
  type ReceivedCall,
  type Receiver,
  startReceiver,
  startTold,
  type Told,
} from './fixture/index.ts'
import type { Manager } from './index.ts'

const managerOf = ({ id, roles }: Caller): Manager => ({ id, roles, tenant: null })
const day = 86_400_000

for (const { name, open } of databases) {
  describe(`webhooks on ${name}`, () => {
    let database: Database
    let told: Told
    let receiver: Receiver
    let answer: (call: ReceivedCall) => Answer

    beforeEach(async () => {
      database = await open()
      answer = () => ({ status: 200 })
      receiver = await startReceiver((call) => answer(call))
      told = await startTold(database, { allow: [receiver.host] })
    })
    afterEach(async () => {
      await told.close()
      await receiver.close()
      await database.close()
    })

    const endpoint = (caller: Caller, events: readonly string[] = ['*'], path = '') =>
      told.webhooks.create(managerOf(caller), { url: receiver.url + path, events })
    const card = () => told.services.registry.get('Card')
    const create = (caller: Caller, input: AnyRecord) => card().create(told.as(caller), input)
    const drain = () => told.queue.drain({ later: true })
    const types = () => receiver.calls.map(({ body }) => body.type)

    test('are signed so that the verifier of Standard Webhooks takes them, and bear the id of the event', async () => {
      const { secret } = await endpoint(staff)
      const one = await create(ann, { title: 'One' })
      await drain()
      const [call] = receiver.calls
      assert.ok(call && receiver.calls.length === 1)
      receiver.verify(call, secret)
      assert.throws(() => receiver.verify(call, `whsec_${'A'.repeat(43)}=`))
      assert.throws(() => receiver.verify({ ...call, text: `${call.text} ` }, secret))
      assert.match(secret, /^whsec_[\w+/]{43}=$/)
      assert.equal(call.headers['content-type'], 'application/json')
      assert.equal(call.body.type, 'card.created')
      const data = call.body.data as { id: string; record: AnyRecord }
      assert.equal(data.id, one.id)
      assert.equal(data.record.title, 'One')
      assert.ok(!('secretNote' in data.record), 'a hidden field never leaves')
    })

    test('keep secrets encrypted, and show them once', async () => {
      const { id, secret } = await endpoint(staff)
      const shown = JSON.stringify([
        await told.webhooks.list(managerOf(staff)),
        await told.webhooks.get(managerOf(staff), id),
      ])
      assert.ok(!shown.includes(secret) && !shown.includes('secrets'))
      const [row] = await database.all<{ secrets: string }>(
        sql`select cast("secrets" as text) as "secrets" from "cambium_webhooks"`,
      )
      assert.ok(row && !row.secrets.includes(secret.slice(6, 20)))
    })

    test('are told of the events they asked for, in the order of each record', async () => {
      await endpoint(staff, ['card.created', 'card.deleted'])
      const one = await create(ann, { title: 'One' })
      await card().update(told.as(staff), String(one.id), { title: 'Two' })
      await card().delete(told.as(staff), String(one.id))
      await drain()
      assert.deepEqual(types(), ['card.created', 'card.deleted'])
      await told.webhooks.update(
        managerOf(staff),
        (await told.webhooks.list(managerOf(staff)))[0]?.id ?? '',
        {
          events: ['card.updated'],
        },
      )
      const two = await create(ann, { title: 'Three' })
      await card().update(told.as(staff), String(two.id), { title: 'Four' })
      await drain()
      assert.deepEqual(types(), ['card.created', 'card.deleted', 'card.updated'])
      const data = receiver.calls[2]?.body.data as { changed: string[]; previous: AnyRecord }
      assert.ok(data.changed.includes('title'))
      assert.equal(data.previous.title, 'Three')
    })

    test('hold what who made them may read, and nothing of records that one may not', async () => {
      await endpoint(staff, ['*'], '/staff')
      await endpoint(ann, ['*'], '/ann')
      const hers = await create(ann, { title: 'Hers' })
      await create(bob, { title: 'His' })
      await card().update(told.as(staff), String(hers.id), { points: 3 })
      await card().update(told.as(staff), String(hers.id), { state: 'doing' })
      await drain()
      const of = (path: string) => receiver.calls.filter((call) => call.path === `/hook/${path}`)
      const titles = (path: string) =>
        of(path).map(({ body }) => (body.data as { record: AnyRecord }).record.title)
      assert.deepEqual(titles('staff').toSorted(), ['Hers', 'Hers', 'Hers', 'His'])
      assert.deepEqual(titles('ann'), ['Hers', 'Hers', 'Hers'])
      // Points are hers to read while the card is open, which by now it is not.
      for (const { text } of of('ann')) assert.ok(!text.includes('points'), text)
      assert.ok(of('staff').some(({ text }) => text.includes('"points":3')))
      await card().update(told.as(staff), String(hers.id), { ownerId: 'bob' })
      await card().delete(told.as(staff), String(hers.id))
      await drain()
      assert.equal(
        of('ann').length,
        3,
        'what is not hers any more, and what is gone, she is not told',
      )
      assert.equal(of('staff').length, 6)
    })

    test('say of declared events what code says, without fields that may not be read', async () => {
      await endpoint(staff, ['card.moved'], '/staff')
      await endpoint(ann, ['card.moved'], '/ann')
      const hers = await create(ann, { title: 'Hers' })
      const his = await create(bob, { title: 'His' })
      await card().update(told.as(staff), String(hers.id), { state: 'doing' })
      for (const { id } of [hers, his]) {
        const payload = { id, points: 5, secretNote: 'x', to: 'there' }
        await emitMoved(told, database, payload)
      }
      await drain()
      const said = receiver.calls.map(({ path, body }) => [path, body.data])
      const wanted = [
        ['/hook/ann', { id: hers.id, to: 'there' }],
        ['/hook/staff', { id: hers.id, points: 5, to: 'there' }],
        ['/hook/staff', { id: his.id, points: 5, to: 'there' }],
      ]
      const sorted = (list: unknown[]): string[] =>
        list.map((one) => JSON.stringify(one)).toSorted()
      assert.deepEqual(sorted(said), sorted(wanted))
    })

    test('are tried again under the same id with the same bytes, and hold back what comes after of that record', async () => {
      const { secret } = await endpoint(staff)
      let refusals = 3
      answer = () => (refusals-- > 0 ? { status: 500, text: 'not now\0' } : { status: 204 })
      const one = await create(ann, { title: 'One' })
      await card().update(told.as(ann), String(one.id), { title: 'Two' })
      await drain()
      assert.deepEqual(types(), [...Array(4).fill('card.created'), 'card.updated'])
      const first = receiver.calls.slice(0, 4)
      assert.equal(new Set(first.map(({ id }) => id)).size, 1)
      assert.equal(new Set(first.map(({ text }) => text)).size, 1)
      for (const call of receiver.calls) receiver.verify(call, secret)
      const [shown] = await told.webhooks.list(managerOf(staff))
      assert.equal(shown?.failingSince, null)
      const log = await told.webhooks.deliveries(managerOf(staff), shown?.id ?? '', { limit: 10 })
      assert.deepEqual(
        log.map(({ event, attempt, status, answer: said }) => [event, attempt, status, said]),
        [
          ['card.updated', 1, 204, ''],
          ['card.created', 4, 204, ''],
          ['card.created', 3, 500, 'not now'],
          ['card.created', 2, 500, 'not now'],
          ['card.created', 1, 500, 'not now'],
        ],
      )
      assert.ok(!JSON.stringify(log).includes('v1,'))
    })

    test('are signed with both secrets while one takes the place of the other', async () => {
      const { id, secret: first } = await endpoint(staff)
      const { secret: second } = await told.webhooks.rotate(managerOf(staff), id, 24)
      await create(ann, { title: 'One' })
      await drain()
      told.clock.now = new Date(Date.now() + day + 60_000)
      await create(ann, { title: 'Two' })
      await drain()
      const [during, later] = receiver.calls
      assert.ok(during && later)
      receiver.verify(during, first)
      receiver.verify(during, second)
      assert.equal(during.headers['webhook-signature']?.split(' ').length, 2)
      assert.equal(later.headers['webhook-signature']?.split(' ').length, 1)
      const { secret: third } = await told.webhooks.rotate(managerOf(staff), id, 0)
      told.clock.now = new Date()
      await create(ann, { title: 'Three' })
      await drain()
      const last = receiver.calls.at(-1)
      assert.ok(last)
      receiver.verify(last, third)
    })

    test('are not told any more to an endpoint that is gone, and it can be asked to try again', async () => {
      const { id } = await endpoint(staff)
      answer = () => ({ status: 410 })
      await create(ann, { title: 'One' })
      await drain()
      const shown = await told.webhooks.get(managerOf(staff), id)
      assert.deepEqual([shown.status, shown.reason], ['disabled', 'It answered 410: gone'])
      assert.match(told.errors.join('\n'), /an endpoint of webhooks was disabled/)
      await create(ann, { title: 'Two' })
      await drain()
      assert.equal(receiver.calls.length, 1)
      answer = () => ({ status: 200 })
      await told.webhooks.update(managerOf(staff), id, { enabled: true })
      assert.equal(await told.webhooks.replay(managerOf(staff), id, { failedOnly: true }), 1)
      await drain()
      assert.equal(receiver.calls.length, 2)
      assert.equal(receiver.calls[1]?.id, receiver.calls[0]?.id)
      assert.equal(await told.webhooks.replay(managerOf(staff), id, { failedOnly: true }), 0)
    })

    test('are given up when nothing got through for five days', async () => {
      const { id } = await endpoint(staff)
      answer = () => ({ status: 503 })
      const begun = told.clock.now.getTime()
      await create(ann, { title: 'One' })
      await told.queue.drain()
      const since = (await told.webhooks.get(managerOf(staff), id)).failingSince
      assert.equal(since, new Date(begun).toISOString())
      told.clock.now = new Date(begun + 4 * day)
      await create(ann, { title: 'Two' })
      await told.queue.drain()
      assert.equal((await told.webhooks.get(managerOf(staff), id)).status, 'active')
      told.clock.now = new Date(begun + 5 * day + 1)
      await create(ann, { title: 'Three' })
      await told.queue.drain()
      assert.equal((await told.webhooks.get(managerOf(staff), id)).status, 'disabled')
      assert.match(told.errors.join('\n'), /Nothing got through since/)
    })

    test('are sent again under their id, one by one and those of a time', async () => {
      const { id } = await endpoint(staff)
      for (const title of ['One', 'Two', 'Three']) await create(ann, { title })
      await drain()
      const sent = receiver.calls.map((call) => call.id)
      await told.webhooks.resend(managerOf(staff), id, String(sent[1]))
      await told.webhooks.resend(managerOf(staff), id, String(sent[1]))
      await drain()
      assert.deepEqual(
        receiver.calls.slice(3).map((call) => call.id),
        [sent[1]],
      )
      await assert.rejects(told.webhooks.resend(managerOf(staff), id, 'nothing'), {
        code: 'not_found',
      })
      const since = new Date(Date.now() - 60_000).toISOString()
      assert.equal(await told.webhooks.replay(managerOf(staff), id, { since }), 3)
      await drain()
      assert.deepEqual(
        receiver.calls
          .slice(4)
          .map((call) => call.id)
          .toSorted(),
        sent.toSorted(),
      )
      assert.equal(await told.webhooks.replay(managerOf(staff), id, { until: since }), 0)
    })

    test('refuse addresses, events and roles that make no sense', async () => {
      const refused = async (input: object, path: string): Promise<void> => {
        await assert.rejects(told.webhooks.create(managerOf(staff), input), (error: unknown) => {
          const { code, errors } = error as { code: string; errors: readonly { path: string }[] }
          assert.equal(code, 'invalid')
          assert.deepEqual(
            errors.map((one) => one.path),
            [path],
          )
          return true
        })
      }
      const url = 'https://example.com/hook'
      const events = ['*']
      await refused({ url: 'http://example.com/', events }, 'url')
      await refused({ url: 'https://127.0.0.1/', events }, 'url')
      await refused({ url: 'https://user:pass@example.com/', events }, 'url')
      await refused({ url: 'https://metadata.google.internal/', events }, 'url')
      await refused({ events }, 'url')
      await refused({ url }, 'events')
      await refused({ url, events: [] }, 'events')
      await refused({ url, events: ['card.create'] }, 'events')
      await refused({ url, events: ['*', 'card.created'] }, 'events')
      await refused({ url, events, roles: ['admin'] }, 'roles')
      await refused({ url, events, secret: 'mine' }, 'secret')
    })

    test('follow who made the endpoint in its roles, and no further', async () => {
      const { id } = await told.webhooks.create(managerOf(staff), {
        url: receiver.url,
        events: ['*'],
        roles: [],
      })
      await create(ann, { title: 'One' })
      await create(staff, { title: 'Two' })
      await drain()
      const records = receiver.calls.map(({ body }) => (body.data as { record: AnyRecord }).record)
      assert.deepEqual(
        records.map(({ title }) => title),
        ['Two'],
      )
      await told.webhooks.remove(managerOf(staff), id)
      await create(staff, { title: 'Three' })
      await drain()
      assert.equal(receiver.calls.length, 1)
      await assert.rejects(told.webhooks.get(managerOf(staff), id), { code: 'not_found' })
    })
  })
}

/** What a hook's `emit` writes. */
async function emitMoved(told: Told, database: Database, payload: AnyRecord): Promise<void> {
  const { insertMessages, noOrigin } = await import('../queue/index.ts')
  const of = `Card:${payload.id}`
  const body = { at: new Date().toISOString(), of, payload }
  await database.transaction((transaction) =>
    insertMessages(transaction, [{ kind: 'event', name: 'card.moved', payload: body }], noOrigin),
  )
  told.queue.wake()
}

describe('an endpoint whose name comes to point inside', () => {
  const closing: (() => unknown)[] = []
  after(() => Promise.all(closing.map((close) => close())))

  test('is not reached, and its log tells no address', async () => {
    const [sqlite] = databases
    const database = (await sqlite?.open()) as Database
    const receiver = await startReceiver(() => ({ status: 200 }))
    const dns = await startDns(() => ['127.0.0.1'])
    const told = await startTold(database, { resolve: dns.resolve })
    closing.push(
      () => told.close(),
      () => receiver.close(),
      () => dns.close(),
    )
    const port = receiver.host.split(':')[1]
    const { id } = await told.webhooks.create(managerOf(staff), {
      url: `https://hooks.example.com:${port}/`,
      events: ['*'],
    })
    await told.services.registry.get('Card').create(told.as(ann), { title: 'One' })
    await told.queue.drain()
    const [tried] = await told.webhooks.deliveries(managerOf(staff), id, { limit: 1 })
    assert.equal(tried?.error, 'hooks.example.com is not a public address')
    assert.equal(receiver.calls.length, 0)
  })
})
