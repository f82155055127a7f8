import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { type Answer, type NotesApp, startNotes } from './fixture/index.ts'

let app: NotesApp
before(async () => {
  app = await startNotes({
    routes: [
      (server) => {
        server.get('/broken', () => {
          throw new Error('select * from "secrets" failed in /srv/app/main.ts')
        })
      },
    ],
  })
})
after(() => app.close())

function assertProblem(answer: Answer, status: number, code: string): void {
  assert.equal(answer.status, status, answer.text)
  assert.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8')
  assert.equal(answer.body.type, `/problems/${code}`)
  assert.equal(answer.body.status, status)
  assert.equal(answer.body.instance, answer.headers['x-request-id'])
  assert.equal(typeof answer.body.title, 'string')
  assert.equal(typeof answer.body.detail, 'string')
}

describe('hostile bodies', () => {
  const post = (body: string, headers: { [name: string]: string } = {}): Promise<Answer> =>
    app.call('ann', 'POST', '/api/notes', { body, headers })

  const cases: [
    name: string,
    body: string,
    headers: { [name: string]: string },
    status: number,
    code: string,
  ][] = [
    ['of 2 MB', JSON.stringify({ title: 'x'.repeat(2_000_000) }), {}, 413, 'too-large'],
    ['nested 100,000 deep', '{"meta":'.repeat(100_000), {}, 400, 'bad-request'],
    ['with a __proto__ key', '{"title":"x","__proto__":{"ownerId":"bob"}}', {}, 400, 'bad-request'],
    ['with constructor.prototype', '{"constructor":{"prototype":{}}}', {}, 400, 'bad-request'],
    ['of broken JSON', '{"title": "x"', {}, 400, 'bad-request'],
    [
      'of another content type',
      '<note/>',
      { 'content-type': 'text/xml' },
      415,
      'unsupported-media-type',
    ],
    [
      'of a form',
      'title=x',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'unsupported-media-type',
    ],
    [
      'of multiple parts',
      'x',
      { 'content-type': 'multipart/form-data; boundary=x' },
      415,
      'unsupported-media-type',
    ],
    [
      'with a content type that is none',
      '{}',
      { 'content-type': '/' },
      415,
      'unsupported-media-type',
    ],
    ['that are compressed', '{}', { 'content-encoding': 'gzip' }, 415, 'unsupported-media-type'],
    ['that are a list', '[]', {}, 400, 'bad-request'],
    ['that are null', 'null', {}, 400, 'bad-request'],
    ['that are a text', '"x"', {}, 400, 'bad-request'],
    ['with unknown fields', '{"title":"x","isAdmin":true}', {}, 422, 'invalid'],
    ['with fields of the server', '{"title":"x","ownerId":"bob"}', {}, 422, 'invalid'],
    ['with values of another type', '{"title":5}', {}, 422, 'invalid'],
    ['with numbers in texts', '{"title":"x","priority":"5"}', {}, 422, 'invalid'],
    ['without what is required', '{}', {}, 422, 'invalid'],
  ]
  for (const [name, body, headers, status, code] of cases) {
    test(`bodies ${name} are refused with ${status}`, async () => {
      assertProblem(await post(body, headers), status, code)
    })
  }

  test('a body of 80,000 unknown members is refused as a whole', async () => {
    const members = Array.from({ length: 80_000 }, (_, index) => [`m${index}`, 1])
    const answer = await post(JSON.stringify(Object.fromEntries(members)))
    assertProblem(answer, 400, 'bad-request')
    assert.ok(answer.text.length < 300)
  })

  test('no more than 100 errors are listed', async () => {
    const members = Array.from({ length: 500 }, (_, index) => [`m${index}`, 1])
    const answer = await post(JSON.stringify(Object.fromEntries(members)))
    assertProblem(answer, 422, 'invalid')
    assert.equal((answer.body.errors as unknown[]).length, 100)
  })

  test('an empty body says what to send', async () => {
    for (const headers of [{}, { 'content-type': 'application/json' }]) {
      const answer = await app.call('ann', 'POST', '/api/notes', { headers })
      assertProblem(answer, 400, 'bad-request')
      assert.match(String(answer.body.detail), /is empty: send a JSON object/)
    }
  })

  test('nothing of all this was stored, and no object was polluted', async () => {
    const answer = await app.call('staff', 'GET', '/api/notes')
    assert.deepEqual(answer.body.data, [])
    assert.equal(({} as { ownerId?: string }).ownerId, undefined)
  })
})

describe('hostile addresses', () => {
  const cases: [method: 'GET' | 'PUT' | 'POST', url: string, status: number, code: string][] = [
    ['GET', '/api/nothing', 404, 'not-found'],
    ['POST', '/api/nothing', 404, 'not-found'],
    ['GET', '/API/notes', 404, 'not-found'],
    ['GET', '/api/notes/', 404, 'not-found'],
    ['GET', `/api/notes/${'x'.repeat(150)}`, 404, 'not-found'],
    ['GET', '/api/notes/%00', 404, 'not-found'],
    ['GET', '/api/notes/..%2f..%2fetc', 404, 'not-found'],
    ['GET', '/api/notes/%ff', 400, 'bad-request'],
    ['GET', '/api/notes/%', 400, 'bad-request'],
    ['GET', `/api/notes/${'x'.repeat(300)}`, 404, 'not-found'],
    ['GET', '/api/folders/1e3', 404, 'not-found'],
    ['GET', '/api/folders/99999999999999999999', 404, 'not-found'],
    ['GET', '/api/folders/-1', 404, 'not-found'],
    ['PUT', '/api/notes', 405, 'method-not-allowed'],
    ['POST', '/api/notes/n1', 405, 'method-not-allowed'],
    ['GET', `/api/${'a/'.repeat(1000)}`, 404, 'not-found'],
  ]
  for (const [method, url, status, code] of cases) {
    test(`${method} ${url.slice(0, 40)} is refused with ${status}`, async () => {
      assertProblem(await app.call('ann', method, url), status, code)
    })
  }

  test('a body of another type to an unknown address is still a 404', async () => {
    const headers = { 'content-type': 'text/plain' }
    assertProblem(
      await app.call('ann', 'POST', '/api/nothing', { body: 'x', headers }),
      404,
      'not-found',
    )
  })
})

describe('bugs', () => {
  test('are answered without a word about what happened, and logged with it', async () => {
    const answer = await app.call('ann', 'GET', '/api/broken')
    assertProblem(answer, 500, 'internal')
    assert.doesNotMatch(answer.text, /secrets|select|srv|main\.ts|stack/)
    const line = JSON.parse(app.logged.at(-1) ?? '{}')
    assert.equal(line.requestId, answer.body.instance)
    assert.match(line.err.stack, /select \* from "secrets"/)
  })
})

describe('over the network', () => {
  let origin = ''
  before(async () => {
    origin = await app.server.listen({ port: 0, host: '127.0.0.1' })
  })

  async function send(bytes: string): Promise<string> {
    const port = Number(new URL(origin).port)
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    let text = ''
    for await (const chunk of socket) text += chunk
    return text
  }

  test('who sends too much is told so, and not cut off', async () => {
    for (let round = 0; round < 10; round++) {
      const answer = await fetch(`${origin}/api/notes`, {
        method: 'POST',
        headers: { authorization: 'Bearer ann', 'content-type': 'application/json' },
        body: 'x'.repeat(4_000_000),
      })
      assert.equal(answer.status, 413)
      assert.equal(((await answer.json()) as { type: string }).type, '/problems/too-large')
    }
  })

  test('bytes that are no request are answered as problems and the connection is closed', async () => {
    const head = `GET /api/notes HTTP/1.1\r\nhost: x\r\nx-large: ${'x'.repeat(100_000)}\r\n\r\n`
    const answers: [bytes: string, status: RegExp][] = [
      ['nonsense\r\n\r\n', /^HTTP\/1\.1 400 /],
      [head, /^HTTP\/1\.1 431 /],
      ['POST /api/notes HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n', /^HTTP\/1\.1 400 /],
    ]
    for (const [bytes, status] of answers) {
      const text = await send(bytes)
      assert.match(text, status)
      assert.match(text, /application\/problem\+json/)
    }
  })
})
