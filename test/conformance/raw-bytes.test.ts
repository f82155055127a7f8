import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { type RunningExample, startExample } from './example-project.ts'

const patienceMs = 5_000
const end = '\r\n\r\n'
const host = 'Host: localhost'
const json = 'Content-Type: application/json'

/** Requests that no client library would send, and what the first line of the answer must say. */
const cases: readonly [name: string, bytes: string, status: RegExp][] = [
  ['no HTTP at all', `hello${end}`, /400/],
  ['TLS', '\x16\x03\x01\x02\x00\x01\x00', /400/],
  ['an unknown method', `NOPE /api/products HTTP/1.1\r\n${host}${end}`, /400|405|501/],
  ['an unknown version', `GET / HTTP/9.9\r\n${host}${end}`, /400|505/],
  ['no host', `GET /health/live HTTP/1.1${end}`, /400/],
  ['a space in the address', `GET /a b HTTP/1.1\r\n${host}${end}`, /400/],
  ['control characters in the address', `GET /\x01 HTTP/1.1\r\n${host}${end}`, /400/],
  ['half a percent sign', `GET /api/%E0%A4%A HTTP/1.1\r\n${host}${end}`, /400/],
  ['a header without a name', `GET / HTTP/1.1\r\n${host}\r\n: x${end}`, /400/],
  ['a zero in a header', `GET / HTTP/1.1\r\n${host}\r\nA: \x00${end}`, /400/],
  ['large headers', `GET / HTTP/1.1\r\n${host}\r\nA: ${'x'.repeat(70_000)}${end}`, /431/],
  [
    'two lengths',
    `POST /api/orders HTTP/1.1\r\n${host}\r\n${json}\r\nContent-Length: 2\r\nContent-Length: 3${end}{}`,
    /400/,
  ],
  [
    'a negative length',
    `POST /api/orders HTTP/1.1\r\n${host}\r\n${json}\r\nContent-Length: -1${end}`,
    /400/,
  ],
  [
    'a length and chunks',
    `POST /api/orders HTTP/1.1\r\n${host}\r\n${json}\r\nContent-Length: 2\r\nTransfer-Encoding: chunked${end}0${end}`,
    /400/,
  ],
  [
    'a broken chunk',
    `POST /api/orders HTTP/1.1\r\n${host}\r\n${json}\r\nTransfer-Encoding: chunked${end}zz\r\n`,
    /400/,
  ],
  [
    'a length beyond the limit',
    `POST /api/orders HTTP/1.1\r\n${host}\r\n${json}\r\nContent-Length: 99999999${end}{`,
    /413/,
  ],
  ['an unknown expectation', `GET / HTTP/1.1\r\n${host}\r\nExpect: magic${end}`, /417/],
  [
    'a proxy address',
    `GET http://example.com/health/live HTTP/1.1\r\n${host}${end}`,
    /200|400|404/,
  ],
  ['a star', `OPTIONS * HTTP/1.1\r\n${host}${end}`, /204|400|404/],
]

describe('bytes that are hardly HTTP', () => {
  let example: RunningExample
  let origin: string
  before(async () => {
    example = await startExample('shop')
    origin = await example.app.listen()
  })
  after(() => example.app.close())

  for (const [name, bytes, status] of cases) {
    test(`are answered and survived: ${name}`, async () => {
      const [head = '', body = ''] = (await exchange(bytes)).split(end)
      assert.match(head.split('\r\n')[0] ?? '', status)
      if (/^\S+ [45]\d\d /.test(head)) {
        assert.match(head, /content-type: application\/problem\+json/i)
        const problem = JSON.parse(body)
        for (const member of ['type', 'title', 'status', 'detail', 'instance']) {
          assert.ok(member in problem, member)
        }
      }
      assert.equal((await fetch(`${origin}/health/live`)).status, 200)
    })
  }

  /** What comes back before the server closes the connection or has nothing more to say. */
  async function exchange(bytes: string): Promise<string> {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1')
    let text = ''
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      text += chunk
      setTimeout(() => socket.destroy(), 50)
    })
    socket.write(bytes, 'latin1')
    const timer = setTimeout(() => socket.destroy(), patienceMs)
    await once(socket, 'close')
    clearTimeout(timer)
    return text
  }
})
