import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '../../errors/index.ts'
import {
  defineFunction,
  type FunctionEvent,
  type FunctionShape,
  type RegisteredFunction,
} from '../../functions/index.ts'
import type { Repository } from '../../hooks/index.ts'
import { createSystemTables } from '../../migrate/index.ts'
import { type NotesApp, startNotes } from '../fixture/index.ts'
import { unlimited } from '../index.ts'

type Event = FunctionEvent<{ [field: string]: unknown }>
type Notes = Repository<{ id: string }, object, object>

function registered(
  name: string,
  run: (event: Event) => unknown,
  { transaction = true, ...shape }: Partial<FunctionShape> & { transaction?: boolean } = {},
): RegisteredFunction {
  return {
    definition: defineFunction(name, { transaction, run: run as never }),
    shape: {
      name,
      method: 'POST',
      path: `/functions/${name}`,
      allow: (caller) => caller.signedIn,
      input: { fields: {}, required: [] },
      output: null,
      stream: null,
      ...shape,
    },
  }
}

const ended: string[] = []

/** Goes on until somebody stops it, and notes that. */
async function* endless({ input, signal }: Event): AsyncGenerator<unknown> {
  const name = String(input.name)
  signal.addEventListener('abort', () => ended.push(`${name} aborted`))
  try {
    for (let n = 1; ; n += 1) {
      yield { n }
      await wait(5)
    }
  } finally {
    ended.push(`${name} ended`)
  }
}

async function* countdown(): AsyncGenerator<{ n: number }> {
  for (const n of [3, 2, 1]) yield { n }
}

async function* breaking(): AsyncGenerator<{ n: number }> {
  yield { n: 1 }
  await wait(5)
  throw new AppError('conflict', { message: 'Somebody was faster' })
}

async function* refused(): AsyncGenerator<{ n: number }> {
  await wait(1)
  if (ended.length >= 0) throw new AppError('not_found', { message: 'There is nothing to count' })
  yield { n: 0 }
}

const number = { fields: { n: { type: 'integer' } }, required: ['n'] }
const named = { fields: { name: { type: 'string' } }, required: ['name'] }
const get = { method: 'GET', output: number } as const

const functions = [
  registered('sum', ({ input }) => ({ n: Number(input.a) + Number(input.b ?? 0) }), {
    ...get,
    path: '/sum',
    input: {
      fields: {
        a: { type: 'integer' },
        b: { type: ['number', 'null'] },
        tags: { type: ['array', 'null'], items: { type: 'string', maxLength: 3 } },
        since: { type: ['string', 'null'], format: 'date' },
        loud: { type: ['boolean', 'null'] },
      },
      required: ['a'],
    },
  }),
  registered(
    'note',
    ({ system, input }) => (system as unknown as { Note: Notes }).Note.create(input),
    {
      input: { fields: { title: { type: 'string' } }, required: ['title'] },
      output: { fields: { id: { type: 'string' } }, required: ['id'] },
    },
  ),
  registered('ping', () => undefined, { allow: () => true }),
  registered('staffOnly', () => undefined, { allow: (caller) => caller.hasRole('staff') }),
  registered('wrong', () => ({ n: 'a secret' }), { output: number }),
  registered('inner', () => undefined, { path: null }),
  registered('long', () => undefined, { transaction: false }),
  registered('lines', countdown, { ...get, stream: 'ndjson' }),
  registered('events', countdown, { ...get, stream: 'sse' }),
  registered('words', () => ['Grüße ', Buffer.from('an alle')], {
    ...get,
    output: null,
    stream: 'text',
  }),
  registered('breaking', breaking, { ...get, stream: 'sse' }),
  registered('breakingLines', breaking, { ...get, stream: 'ndjson' }),
  registered('refused', refused, { ...get, stream: 'ndjson' }),
  registered('endless', endless, { ...get, input: named, stream: 'ndjson' }),
  registered('posted', countdown, { output: number, stream: 'sse' }),
]

describe('functions over HTTP', () => {
  let app: NotesApp
  let origin: string
  before(async () => {
    app = await startNotes({ functions, settings: { ...unlimited, compression: true } })
    await createSystemTables(app.services.database)
    origin = await app.server.listen({ port: 0, host: '127.0.0.1' })
  })
  after(() => app.close())

  const path = (name: string): string => `/api/functions/${name}`

  const refusals: [as: string, url: string, status: number, code: string][] = [
    ['', '/api/sum?a=1', 401, 'unauthenticated'],
    ['ann', path('staffOnly'), 403, 'forbidden'],
    ['ann', '/api/sum', 422, 'invalid'],
    ['ann', '/api/sum?a=x', 400, 'bad-request'],
    ['ann', '/api/sum?a=1.5', 400, 'bad-request'],
    ['ann', '/api/sum?a=1&a=2', 400, 'bad-request'],
    ['ann', '/api/sum?a[gt]=1', 400, 'bad-request'],
    ['ann', '/api/sum?a=1&c=2', 400, 'bad-request'],
    ['ann', '/api/sum?a=1&constructor=2', 400, 'bad-request'],
    ['ann', '/api/sum?a=1&since=yesterday', 400, 'bad-request'],
    ['ann', '/api/sum?a=1&tags=abcd', 422, 'invalid'],
    ['ann', '/api/sum?a=9007199254740993', 400, 'bad-request'],
    ['ann', path('refused'), 404, 'not-found'],
    ['ann', path('inner'), 404, 'not-found'],
    ['', '/api/sum?c=2', 401, 'unauthenticated'],
  ]
  for (const [as, url, status, code] of refusals) {
    test(`${as || 'a guest'} is refused ${url} with ${status}`, async () => {
      const method = url.includes('staffOnly') ? 'POST' : 'GET'
      const answer = await app.call(as, method, url)
      assert.equal(answer.status, status, answer.text)
      assert.equal(answer.body.type, `/problems/${code}`)
      assert.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8')
    })
  }

  test('a GET takes its input from the query string', async () => {
    const answer = await app.call(
      'ann',
      'GET',
      '/api/sum?a=2&b=0.5&tags=a,b&since=2026-01-31&loud=true',
    )
    assert.equal(answer.status, 500, 'a sum of 2.5 is not the integer it declares')
    assert.deepEqual((await app.call('ann', 'GET', '/api/sum?a=2&b=3')).body, { n: 5 })
  })

  test('a POST takes its input from the body, and gives what it declares', async () => {
    const { status, body } = await app.call('ann', 'POST', path('note'), { body: { title: 'One' } })
    assert.equal(status, 200)
    assert.deepEqual(Object.keys(body), ['id'])
    const refused = await app.call('ann', 'POST', path('note'), { body: { title: 1, extra: 2 } })
    assert.equal(refused.status, 422)
    assert.match(refused.text, /"path":"extra"/)
    assert.equal((await app.call('ann', 'POST', `${path('note')}?x=1`, { body: {} })).status, 400)
  })

  test('what gives nothing is answered with 204, also without a body', async () => {
    assert.equal((await app.call('', 'POST', path('ping'))).status, 204)
    assert.equal((await app.call('', 'POST', path('ping'), { body: {} })).status, 204)
    assert.equal((await app.call('', 'GET', path('ping'))).status, 405)
  })

  test('output that is not as declared is a bug: logged, and nothing of it is told', async () => {
    app.logged.length = 0
    const { status, text } = await app.call('ann', 'POST', path('wrong'))
    assert.equal(status, 500)
    assert.ok(!text.includes('secret') && !text.includes('declared'))
    assert.match(app.logged.join(''), /The output of the function \\"wrong\\" is not as declared/)
  })

  test('a repeated request with an Idempotency-Key is answered without running again', async () => {
    const headers = { 'idempotency-key': 'one-note-please' }
    const send = () => app.call('ann', 'POST', path('note'), { body: { title: 'Once' }, headers })
    const answers = [await send(), await send()]
    assert.equal(answers[0]?.text, answers[1]?.text)
    assert.equal(answers[1]?.headers['idempotent-replayed'], 'true')
  })

  test('a batch may call them, and undoes what they did when it fails', async () => {
    const operations = (second: string) => [
      { method: 'POST', path: path('note'), body: { title: 'In a batch' } },
      { method: 'POST', path: second },
    ]
    const send = (second: string) =>
      app.call('ann', 'POST', '/api/batch', { body: { operations: operations(second) } })
    assert.equal((await send(path('ping'))).status, 200)
    assert.equal((await send(path('staffOnly'))).status, 403)
    const { body } = await app.call('staff', 'GET', '/api/notes?title=In a batch')
    assert.equal((body.data as unknown[]).length, 1)
  })

  test('streams are sent in each form', async () => {
    const ask = async (name: string) => {
      const headers = { authorization: 'Bearer ann', 'accept-encoding': 'gzip' }
      const answer = await fetch(`${origin}${path(name)}`, { headers })
      assert.equal(answer.headers.get('content-encoding'), null)
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
      return { type: answer.headers.get('content-type'), text: await answer.text() }
    }
    assert.deepEqual(await ask('lines'), {
      type: 'application/x-ndjson; charset=utf-8',
      text: '{"n":3}\n{"n":2}\n{"n":1}\n',
    })
    assert.deepEqual(await ask('events'), {
      type: 'text/event-stream; charset=utf-8',
      text: 'data: {"n":3}\n\ndata: {"n":2}\n\ndata: {"n":1}\n\n',
    })
    assert.deepEqual(await ask('words'), {
      type: 'text/plain; charset=utf-8',
      text: 'Grüße an alle',
    })
  })

  test('a stream that fails on the way says so, and never looks whole', async () => {
    const headers = { authorization: 'Bearer ann' }
    const events = await fetch(`${origin}${path('breaking')}`, { headers })
    const text = await events.text()
    assert.match(text, /^data: \{"n":1\}\n\nevent: error\ndata: \{.*"detail":"Somebody was faster"/)
    const lines = await fetch(`${origin}${path('breakingLines')}`, { headers })
    await assert.rejects(lines.text())
    assert.match(app.logged.join(''), /a stream broke off/)
  })

  test('what is in no transaction is no part of a batch, and has no Idempotency-Key', async () => {
    const headers = { 'idempotency-key': 'a-stream-please' }
    for (const name of ['posted', 'long'])
      assert.equal((await app.call('ann', 'POST', path(name), { headers })).status, 400)
    assert.equal((await app.call('ann', 'POST', path('long'))).status, 204)
    for (const [method, name] of [
      ['GET', 'lines'],
      ['POST', 'long'],
    ]) {
      const operations = [{ method, path: path(name ?? '') }]
      const batch = await app.call('ann', 'POST', '/api/batch', { body: { operations } })
      assert.equal(batch.status, 400)
    }
    assert.match((await app.call('ann', 'POST', path('posted'))).text, /^data: \{"n":3\}\n\n/)
  })

  test('a HEAD of a stream runs no further than its head', async () => {
    const answer = await app.call('ann', 'HEAD', `${path('endless')}?name=head`)
    assert.equal(answer.status, 200)
    assert.equal(answer.text, '')
  })

  /** Asks for a stream and gives it once the first bytes are there. */
  const beginEndless = async (name: string) => {
    const request = httpRequest(`${origin}${path('endless')}?name=${name}`, {
      headers: { authorization: 'Bearer ann' },
    })
    request.on('error', () => undefined)
    request.end()
    const [response] = await once(request, 'response')
    await once(response, 'data')
    return { request, response }
  }

  test('a stream ends when its client goes away', async () => {
    const { request } = await beginEndless('gone')
    request.destroy()
    for (let tries = 0; tries < 100 && !ended.includes('gone ended'); tries += 1) await wait(10)
    assert.ok(ended.includes('gone aborted') && ended.includes('gone ended'), String(ended))
  })

  test('a server that stops ends its streams and does not wait for them', async () => {
    const { response } = await beginEndless('stopped')
    response.resume()
    const start = performance.now()
    await Promise.all([app.server.close(), once(response, 'end')])
    assert.ok(performance.now() - start < 2_000)
    for (let tries = 0; tries < 100 && !ended.includes('stopped ended'); tries += 1) await wait(10)
    assert.ok(ended.includes('stopped aborted') && ended.includes('stopped ended'), String(ended))
  })
})
