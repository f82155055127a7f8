import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { type NotesApp, startNotes } from '../fixture/index.ts'
import { type ServerSettings, unlimited } from './server-settings.ts'

const running: NotesApp[] = []

async function start(settings: Partial<ServerSettings>): Promise<NotesApp> {
  const app = await startNotes({ settings: { ...unlimited, ...settings } })
  running.push(app)
  return app
}

after(async () => {
  for (const app of running) await app.close()
})

const few = { rateLimit: { readsPerMinute: 3, writesPerMinute: 1 } }

describe('rate limits', () => {
  test('say what is left, and refuse one too many with the time to wait', async () => {
    const app = await start(few)
    const first = await app.call('ann', 'GET', '/api/notes')
    assert.equal(first.headers['ratelimit-policy'], '"read";q=3;w=60')
    assert.match(String(first.headers.ratelimit), /^"read";r=2;t=\d+$/)
    await app.call('ann', 'GET', '/api/notes')
    await app.call('ann', 'GET', '/api/notes')
    const refused = await app.call('ann', 'GET', '/api/notes')
    assert.deepEqual([refused.status, refused.body.type], [429, '/problems/too-many-requests'])
    const seconds = Number(refused.headers['retry-after'])
    assert.ok(seconds > 0 && seconds <= 60, String(seconds))
  })

  test('count each caller, each address, and writes apart from reads', async () => {
    const app = await start(few)
    const post = (as: string) => app.call(as, 'POST', '/api/notes', { body: { title: 'x' } })
    assert.deepEqual([(await post('ann')).status, (await post('ann')).status], [201, 429])
    assert.equal((await app.call('ann', 'GET', '/api/notes')).status, 200)
    assert.equal((await post('bob')).status, 201)
    assert.deepEqual([(await post('')).status, (await post('')).status], [401, 429])
  })

  test('count what a batch holds, and do nothing of one that holds too much', async () => {
    const app = await start({ rateLimit: { readsPerMinute: 10, writesPerMinute: 3 } })
    const create = { method: 'POST', path: '/api/notes', body: { title: 'x' } }
    const batch = (as: string, size: number) =>
      app.call(as, 'POST', '/api/batch', {
        body: { operations: Array.from({ length: size }, () => create) },
      })
    assert.deepEqual([(await batch('ann', 3)).status, (await batch('ann', 1)).status], [200, 429])
    assert.equal((await batch('bob', 4)).status, 429)
    const { body } = await app.call('bob', 'GET', '/api/notes')
    assert.deepEqual(body.data, [])
  })

  test('leave the health checks alone', async () => {
    const app = await start(few)
    for (let index = 0; index < 5; index++) {
      assert.equal((await app.call('', 'GET', '/health/live')).status, 200)
    }
  })

  test('believe a proxy only where one is trusted', async () => {
    const from = (app: NotesApp, address: string) =>
      app.call('', 'POST', '/api/notes', {
        body: { title: 'x' },
        headers: { 'x-forwarded-for': address },
      })
    const open = await start(few)
    assert.deepEqual(
      [(await from(open, '192.0.2.1')).status, (await from(open, '192.0.2.2')).status],
      [401, 429],
    )
    const behind = await start({ ...few, trustProxy: 1 })
    assert.deepEqual(
      [(await from(behind, '192.0.2.1')).status, (await from(behind, '192.0.2.2')).status],
      [401, 401],
    )
    assert.equal((await from(behind, '203.0.113.9, 192.0.2.1')).status, 429)
  })
})

describe('other origins', () => {
  const preflight = {
    origin: 'https://app.example.com',
    'access-control-request-method': 'PATCH',
    'access-control-request-headers': 'authorization,if-match',
  }
  const ask = (app: NotesApp, headers: { [name: string]: string }) =>
    app.call('', 'OPTIONS', '/api/notes/n1', { headers })

  test('are not allowed unless named', async () => {
    const app = await start({})
    const { headers } = await ask(app, preflight)
    assert.equal(headers['access-control-allow-origin'], undefined)
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin')
  })

  test('that are named may call, and others may not', async () => {
    const app = await start({ corsOrigins: ['https://app.example.com'] })
    const { status, headers } = await ask(app, preflight)
    assert.deepEqual(
      [status, headers['access-control-allow-origin']],
      [204, 'https://app.example.com'],
    )
    assert.match(String(headers['access-control-allow-methods']), /PATCH/)
    assert.match(String(headers['access-control-allow-headers']), /If-Match/)
    const other = await ask(app, { ...preflight, origin: 'https://evil.example.com' })
    assert.notEqual(other.headers['access-control-allow-origin'], 'https://evil.example.com')
    const read = await app.call('ann', 'GET', '/api/notes', {
      headers: { origin: 'https://app.example.com' },
    })
    assert.match(String(read.headers['access-control-expose-headers']), /ETag/)
    assert.match(String(read.headers.vary), /authorization/)
    assert.equal((await app.call('', 'GET', '/api/nothing')).status, 404)
  })
})

describe('compression', () => {
  const unpack = { zstd: zstdDecompressSync, br: brotliDecompressSync, gzip: gunzipSync }

  test('makes large answers small for who asks for it, and leaves others', async () => {
    const app = await start({ compression: true })
    const title = 'x'.repeat(50)
    for (let index = 0; index < 20; index++) {
      await app.call('ann', 'POST', '/api/notes', { body: { title } })
    }
    const plain = await app.call('ann', 'GET', '/api/notes')
    assert.equal(plain.headers['content-encoding'], undefined)
    for (const [encoding, decompress] of Object.entries(unpack)) {
      const { rawPayload, headers } = await app.server.inject({
        url: '/api/notes',
        headers: { authorization: 'Bearer ann', 'accept-encoding': encoding },
      })
      assert.equal(headers['content-encoding'], encoding)
      assert.match(String(headers.vary), /authorization.*accept-encoding/)
      assert.equal(decompress(rawPayload).toString(), plain.text)
      assert.ok(rawPayload.length < plain.text.length / 4)
    }
    const small = await app.call('ann', 'GET', '/health/live', {
      headers: { 'accept-encoding': 'br' },
    })
    assert.equal(small.headers['content-encoding'], undefined)
  })
})

describe('the log of requests', () => {
  test('has a line for each answer, with nothing in it that was sent', async () => {
    const app = await start({ logRequests: true })
    const headers = { 'x-request-id': 'request-1' }
    await app.call('ann', 'GET', '/api/notes/secret-id?fields=title', { headers })
    const line = JSON.parse(app.logged.at(-1) ?? '')
    const { level, requestId, method, route, status, caller, durationMs } = line
    assert.deepEqual(
      [level, requestId, method, route, status, caller],
      ['info', 'request-1', 'GET', '/api/notes/:id', 404, 'ann'],
    )
    assert.equal(typeof durationMs, 'number')
    assert.doesNotMatch(app.logged.join(), /secret-id|Bearer|title/)
  })
})

describe('strict transport', () => {
  test('is told to browsers in production only', async () => {
    const header = async (strictTransport: boolean) =>
      (await (await start({ strictTransport })).call('', 'GET', '/')).headers[
        'strict-transport-security'
      ]
    assert.deepEqual([await header(true), await header(false)], ['max-age=31536000', undefined])
  })
})
