import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type NotesApp, startNotes } from '../fixture/index.ts'
import { unlimited } from '../index.ts'

let app: NotesApp
let origin: string

before(async () => {
  const settings = {
    ...unlimited,
    compression: true,
    logRequests: true,
    corsOrigins: ['https://app.example.com'],
    rateLimit: { readsPerMinute: 1000, writesPerMinute: 1000 },
  }
  app = await startNotes({ settings })
  origin = await app.server.listen({ port: 0, host: '127.0.0.1' })
})
after(() => app.close())

const usual = [
  'content-security-policy',
  'x-content-type-options',
  'referrer-policy',
  'x-frame-options',
  'cross-origin-resource-policy',
  'cache-control',
  'x-request-id',
  'ratelimit',
]

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: 'Bearer ann', 'accept-encoding': 'identity', ...init.headers }
  return fetch(`${origin}${path}`, { ...init, headers })
}

async function create(title: string): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return ask('/api/notes', { method: 'POST', body: JSON.stringify({ title }), headers })
}

describe('answers that go straight to the connection', () => {
  test('carry what every other answer carries', async () => {
    const made = await create('One')
    const direct = await ask('/api/notes')
    const through = await ask('/api/notes/nothing')
    assert.deepEqual([made.status, direct.status, through.status], [201, 200, 404])
    for (const answer of [made, direct, through]) {
      const missing = usual.filter((name) => !answer.headers.has(name))
      assert.deepEqual(missing, [], answer.url)
    }
    assert.match(String(made.headers.get('location')), /^\/api\/notes\//)
    assert.equal(made.headers.get('etag'), '"1"')
  })

  test('are as long as they say, in every script', async () => {
    for (const title of ['plain', 'Grüße', 'ノート 📝', '\u00ff']) {
      const answer = await create(title)
      const body = await answer.arrayBuffer()
      assert.equal(answer.headers.get('content-length'), String(body.byteLength))
      assert.equal(JSON.parse(Buffer.from(body).toString()).title, title)
    }
    const head = await ask('/api/notes', { method: 'HEAD' })
    const whole = await (await ask('/api/notes')).arrayBuffer()
    assert.equal(head.headers.get('content-length'), String(whole.byteLength))
    assert.equal((await head.arrayBuffer()).byteLength, 0)
  })

  test('name every header they vary with, once each', async () => {
    const from = { origin: 'https://app.example.com' }
    const answer = await ask('/api/notes', { headers: from })
    assert.equal(answer.headers.get('access-control-allow-origin'), 'https://app.example.com')
    assert.match(String(answer.headers.get('vary')), /^authorization, origin$/i)
  })

  test('are compressed where they are long and the caller knows how', async () => {
    for (let index = 0; index < 20; index++) await create('x'.repeat(50))
    const answer = await ask('/api/notes', { headers: { 'accept-encoding': 'gzip' } })
    assert.equal(answer.headers.get('content-encoding'), 'gzip')
    assert.equal(((await answer.json()) as { data: object[] }).data.length, 20)
  })

  test('leave a line in the log, each exactly one, in order with all others', async () => {
    const from = app.logged.length
    await ask('/api/notes', { headers: { 'x-request-id': 'request-1' } })
    app.services.log.warn({ at: 'between' }, 'other')
    await ask('/api/notes/nothing', { headers: { 'x-request-id': 'request-2' } })
    const lines = app.logged.slice(from).map((line) => JSON.parse(line))
    assert.deepEqual(
      lines.map(({ level, requestId, status, at, msg }) => [level, requestId ?? at, status, msg]),
      [
        ['info', 'request-1', 200, 'request'],
        ['warn', 'between', undefined, 'other'],
        ['info', 'request-2', 404, 'request'],
      ],
    )
    for (const { time } of lines) assert.equal(new Date(time).toISOString(), time)
  })

  test('all arrive when many are asked for at once', async () => {
    const many = Array.from({ length: 30 }, () => ask('/api/notes').then((answer) => answer.json()))
    const pages = (await Promise.all(many)) as { data: object[] }[]
    assert.ok(pages.every(({ data }) => data.length === 20))
  })
})
