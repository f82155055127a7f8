import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { type NotesApp, startNotes } from './fixture/index.ts'

let app: NotesApp
before(async () => {
  app = await startNotes()
})
after(() => app.close())

const field = fc.constantFrom(
  'id',
  'title',
  'status',
  'priority',
  'price',
  'size',
  'done',
  'dueAt',
  'day',
  'meta',
  'key',
  'folderId',
  'limit',
  'sort',
  'after',
  'include',
  'fields',
  'count',
  'offset',
  '__proto__',
  '',
)
const operator = fc.constantFrom(
  '',
  '[eq]',
  '[ne]',
  '[gt]',
  '[lte]',
  '[in]',
  '[nin]',
  '[contains]',
  '[exists]',
  '[]',
  '[',
  ']',
  '[eq][eq]',
  '[constructor]',
)
const value = fc.oneof(
  fc.constantFrom(
    '',
    '1',
    '-1',
    'true',
    'null',
    'a,b',
    ',',
    '2026-01-01',
    '1e999',
    '9'.repeat(20),
    '%',
    '\\',
    "'",
    '"',
    ';--',
    'folder',
    '-title',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
)
const query = fc
  .array(fc.tuple(field, operator, value), { maxLength: 4 })
  .map((parts) =>
    parts
      .map(([name, test, text]) => `${name}${test}=${encodeURIComponent(text.toWellFormed())}`)
      .join('&'),
  )

test('no query string makes the server fail', async () => {
  await fc.assert(
    fc.asyncProperty(query, async (text) => {
      const answer = await app.call('ann', 'GET', `/api/notes?${text}`)
      assert.ok([200, 400, 403].includes(answer.status), `${text}: ${answer.text}`)
    }),
    { numRuns: 500, seed: 11 },
  )
})

test('no body makes the server fail, and no refused one is stored', async () => {
  const keys = fc.constantFrom(
    'title',
    'status',
    'priority',
    'price',
    'size',
    'done',
    'dueAt',
    'day',
    'meta',
    'folderId',
    'id',
    'constructor',
    'nope',
  )
  const body = fc.dictionary(keys, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 })
  let stored = 0
  await fc.assert(
    fc.asyncProperty(body, async (input) => {
      const answer = await app.call('ann', 'POST', '/api/notes', { body: input })
      assert.ok(
        [201, 400, 409, 422].includes(answer.status),
        `${JSON.stringify(input)}: ${answer.text}`,
      )
      if (answer.status === 201) stored++
    }),
    { numRuns: 500, seed: 12 },
  )
  const { body: page } = await app.call('ann', 'GET', '/api/notes?limit=1&count=exact')
  assert.equal((page.page as { total: number }).total, stored)
})

test('no header makes the server fail', async () => {
  const name = fc.constantFrom(
    'if-match',
    'if-none-match',
    'content-type',
    'x-request-id',
    'accept',
    'host',
  )
  const text = fc.string({
    unit: fc.constantFrom('"', 'W', '/', '*', ',', '1', ' ', 'a', ';', '='),
    maxLength: 20,
  })
  await fc.assert(
    fc.asyncProperty(name, text, async (header, content) => {
      for (const method of ['GET', 'PATCH', 'POST'] as const) {
        const url = method === 'POST' ? '/api/notes' : '/api/notes/n1'
        const answer = await app.call('ann', method, url, {
          body: {},
          headers: { [header]: content },
        })
        assert.ok(answer.status < 500, `${method} ${header}: ${content}: ${answer.text}`)
      }
    }),
    { numRuns: 200, seed: 13 },
  )
})
