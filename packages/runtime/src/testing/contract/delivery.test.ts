import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { notesApp } from '../../app/fixture/notes-app.ts'
import { type App, defineApp } from '../../app/index.ts'
import { sql } from '../../database/index.ts'
import { html, type MailTemplate } from '../../mail/index.ts'
import { createBrowser, type Service, startService } from '../../push/fixture/index.ts'
import { createVapidKeys } from '../../push/index.ts'
import { type Receiver, startReceiver } from '../../webhooks/fixture/index.ts'
import { startTestApp, type TestApp, user } from '../index.ts'

const ann = user('ann')
const bob = user('bob')
const admin = user('root', 'admin', 'staff')

const noteReady: MailTemplate<{ title: string; minutes: number }> = ({ app, title, minutes }) => ({
  subject: `${title} is ready`,
  text: `${app} says so for ${minutes} minutes.`,
  html: html`<p>${title}</p>`,
})

/** The notes, which tell others of what happens. */
const app: App = defineApp({
  ...notesApp,
  entities: notesApp.registry.entities,
  events: [
    { name: 'note.created', entity: 'Note' },
    { name: 'note.deleted', entity: 'Note' },
  ],
  webhooks: { manage: ['admin'] },
  push: true,
  mails: { noteReady },
  allHooks: {
    create: {
      after({ record, mail, push, caller }) {
        const title = String(record.title)
        if (title.startsWith('Mail')) mail('ann@example.com', 'noteReady', { title, minutes: 5 })
        if (title.startsWith('Push')) push(String(caller.id), { title, body: 'There is a note' })
        if (title.endsWith('undone')) throw new Error('undone')
      },
    },
  },
})

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`what goes out of an application on ${database}`, () => {
    let running: TestApp
    let receiver: Receiver
    let service: Service
    let statuses: number[]
    before(async () => {
      receiver = await startReceiver(() => ({ status: 200 }))
      statuses = []
      service = await startService(() => ({ status: statuses.shift() ?? 201 }))
      const vapid = { ...(await createVapidKeys()), subject: 'mailto:a@example.com' }
      const outbound = [receiver.host, service.host]
      running = await startTestApp(app, { database, outbound, push: { vapid } })
    })
    after(async () => {
      await running.close()
      await receiver.close()
      await service.close()
    })

    const note = (title: string, as = ann) =>
      running.call({ as, method: 'POST', url: '/api/notes', body: { title } })
    const call = (method: 'POST' | 'PATCH' | 'DELETE', url: string, body?: object, as = admin) =>
      running.call({ as, method, url, ...(body && { body }) })

    test('webhooks are for those who manage them', async () => {
      for (const url of ['/api/webhooks', '/api/webhooks/x', '/api/webhooks/x/deliveries']) {
        assert.equal((await running.call({ url })).status, 401)
        assert.equal((await running.call({ as: ann, url })).status, 403)
      }
      const body = { url: receiver.url, events: ['*'] }
      assert.equal((await call('POST', '/api/webhooks', body, ann)).status, 403)
      assert.equal((await call('POST', '/api/webhooks/x/rotate', {}, ann)).status, 403)
      assert.equal(
        (await call('POST', '/api/webhooks/x/replay', { since: '2026-01-01' }, ann)).status,
        403,
      )
      assert.equal((await running.call({ as: admin, url: '/api/webhooks/x' })).status, 404)
    })

    test('an endpoint is made, told, looked at, changed and deleted', async () => {
      const wrong = await call('POST', '/api/webhooks', {
        url: 'http://10.0.0.1/',
        events: ['note.made'],
      })
      assert.equal(wrong.status, 422)
      const paths = (wrong.body.errors as { path: string }[]).map(({ path }) => path)
      assert.deepEqual(paths, ['url', 'events'])
      const made = await call('POST', '/api/webhooks', {
        url: receiver.url,
        events: ['note.created'],
      })
      assert.equal(made.status, 201, made.text)
      assert.equal(made.headers['cache-control'], 'no-store')
      const { id, secret } = made.body as { id: string; secret: string }
      const url = `/api/webhooks/${id}`
      assert.equal(made.headers.location, url)
      assert.equal((await note('One')).status, 201)
      await running.drain({ later: true })
      const [told] = receiver.calls
      assert.ok(told)
      receiver.verify(told, secret)
      const got = await running.call({ as: admin, url })
      assert.equal(got.status, 200)
      assert.ok(!got.text.includes(secret) && !got.text.includes('secret'))
      const deliveries = await running.call<{ data: { status: number; message: string }[] }>({
        as: admin,
        url: `${url}/deliveries?limit=5`,
      })
      assert.equal(deliveries.body.data[0]?.status, 200)
      assert.equal(deliveries.body.data[0]?.message, told.id)
      const again = await call('POST', `${url}/deliveries/${told.id}/resend`)
      assert.equal(again.status, 202, again.text)
      await running.drain()
      assert.deepEqual(
        receiver.calls.map((one) => one.id),
        [told.id, told.id],
      )
      const rotated = await call('POST', `${url}/rotate`, { overlapHours: 1 })
      assert.equal(rotated.status, 200)
      assert.notEqual(rotated.body.secret, secret)
      const paused = await call('PATCH', url, { enabled: false })
      assert.equal(paused.body.status, 'disabled')
      await note('Two')
      await running.drain()
      assert.equal(receiver.calls.length, 2)
      assert.equal((await call('DELETE', url)).status, 204)
      assert.equal((await running.call({ as: admin, url })).status, 404)
    })

    test('a secret is kept by nobody on the way', async () => {
      const made = await running.call({
        as: admin,
        method: 'POST',
        url: '/api/webhooks',
        body: { url: receiver.url, events: ['*'] },
        headers: { 'idempotency-key': 'once' },
      })
      assert.equal(made.status, 201)
      assert.equal(await running.database.count(sql`select count(*) from "cambium_idempotency"`), 0)
      const batch = await call('POST', '/api/batch', {
        operations: [{ method: 'POST', path: '/api/webhooks', body: {} }],
      })
      assert.equal(batch.status, 404, batch.text)
      await call('DELETE', `/api/webhooks/${made.body.id}`)
    })

    test('mail of a hook goes out once the write is there, and not if it is undone', async () => {
      assert.equal((await note('Mail one')).status, 201)
      assert.equal((await note('Mail undone')).status, 500)
      assert.equal(running.mails.length, 0)
      await running.drain()
      assert.equal(running.mails.length, 1)
      const [mail] = running.mails
      assert.equal(mail?.to, 'ann@example.com')
      assert.equal(mail?.subject, 'Mail one is ready')
      assert.equal(mail?.text, 'notes says so for 5 minutes.')
      assert.match(mail?.messageId ?? '', /^<[\da-f-]{36}@example\.com>$/)
    })

    test('a device is its owner’s, is sent messages, and is forgotten when it is gone', async () => {
      const browser = createBrowser()
      const endpoint = `${service.origin}/send/1`
      const subscription = { endpoint, expirationTime: null, keys: browser.keys, label: 'Laptop' }
      assert.equal((await running.call({ url: '/api/devices' })).status, 401)
      const key = await running.call({ url: '/api/devices/key' })
      assert.match(String(key.body.publicKey), /^[\w-]{87}$/)
      const inside = { ...subscription, endpoint: 'https://127.0.0.1/x' }
      assert.equal((await call('POST', '/api/devices', inside, ann)).status, 422)
      const fcm = { way: 'fcm', token: 'x'.repeat(100) }
      assert.equal((await call('POST', '/api/devices', fcm, ann)).status, 422)
      const made = await call('POST', '/api/devices', subscription, ann)
      assert.equal(made.status, 201, made.text)
      assert.ok(!made.text.includes(browser.keys.auth) && !made.text.includes('/send/1'))
      const mine = await running.call<{ data: unknown[] }>({ as: ann, url: '/api/devices' })
      assert.equal(mine.body.data.length, 1)
      const his = await running.call<{ data: unknown[] }>({ as: bob, url: '/api/devices' })
      assert.deepEqual(his.body.data, [])
      const url = `/api/devices/${made.body.id}`
      assert.equal((await call('DELETE', url, undefined, bob)).status, 404)
      await note('Push one')
      await note('Push his', bob)
      await running.drain()
      assert.equal(service.received.length, 1)
      const [sent] = service.received
      assert.ok(sent)
      assert.deepEqual(JSON.parse(browser.decrypt(sent.body)), {
        title: 'Push one',
        body: 'There is a note',
      })
      statuses.push(503, 410)
      await note('Push two')
      await running.drain({ later: true })
      assert.equal(service.received.length, 3)
      const left = await running.call<{ data: unknown[] }>({ as: ann, url: '/api/devices' })
      assert.deepEqual(left.body.data, [])
    })

    test('a device that somebody else registers is theirs, and what waits for it is not shown to them', async () => {
      const browser = createBrowser()
      const subscription = { endpoint: `${service.origin}/send/2`, keys: browser.keys }
      const first = await call('POST', '/api/devices', subscription, ann)
      const before = service.received.length
      // The wait before it is tried again is by chance, and may be none at all.
      statuses.push(503, 503, 503)
      await note('Push hers')
      await running.drain()
      const tried = service.received.length
      assert.ok(tried > before)
      statuses.length = 0
      const second = await call('POST', '/api/devices', subscription, bob)
      assert.equal(second.body.id, first.body.id)
      await running.drain({ later: true })
      assert.equal(service.received.length, tried)
      assert.equal(
        (await call('DELETE', `/api/devices/${second.body.id}`, undefined, ann)).status,
        404,
      )
      assert.equal(
        (await call('DELETE', `/api/devices/${second.body.id}`, undefined, bob)).status,
        204,
      )
    })
  })
}
