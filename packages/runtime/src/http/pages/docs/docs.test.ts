import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { createDocs } from './index.ts'

const document = {
  openapi: '3.1.0',
  info: { title: 'notes & <b>more</b>', version: '1' },
  tags: [{ name: 'Note', description: 'A <script>alert(1)</script>' }, { name: 'Odd/tag "x"' }],
  paths: {
    '/api/notes': {
      post: {
        operationId: 'createNote',
        tags: ['Note'],
        summary: 'Create a note',
        security: [{ bearer: [] }],
        requestBody: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/NoteCreate' } } },
        },
        responses: { 201: { description: 'It is there' }, 409: { description: 'It was there' } },
      },
    },
    '/api/notes/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      put: {
        operationId: 'putNote',
        tags: ['Note'],
        requestBody: {
          content: {
            'application/json': {
              schema: {
                anyOf: [
                  { $ref: '#/components/schemas/NoteCreate' },
                  { $ref: '#/components/schemas/NoteUpdate' },
                ],
              },
            },
          },
        },
        responses: { 200: { description: 'It is there' } },
      },
      get: {
        operationId: 'getNote',
        tags: ['Note'],
        summary: 'Read a note',
        security: [{}, { bearer: [] }],
        responses: {
          200: {
            description: 'The note',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Note' } } },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Note: { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] },
      NoteUpdate: { type: 'object', properties: { title: { type: 'string' } } },
      NoteCreate: {
        type: 'object',
        properties: {
          title: { type: 'string', maxLength: 9, examples: ["it's"], description: 'What & why' },
          state: { type: ['string', 'null'], enum: ['open', 'done', null], default: 'open' },
        },
        required: ['title'],
      },
    },
  },
}

describe('the documentation pages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cambium-docs-'))
  after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'openapi.json')
  writeFileSync(file, JSON.stringify(document))
  const docs = createDocs(pathToFileURL(file))
  const origin = 'http://localhost:3000'

  test('list every operation of every tag, with a link to it', async () => {
    const { html } = await docs.overview(origin)
    assert.match(html, /href="\/docs\/Note#createNote">Create a note/)
    assert.match(html, /href="\/docs\/Note#getNote">Read a note/)
    assert.match(html, /href="\/docs\/Odd%2Ftag%20%22x%22"/)
  })

  test('describe body, limits, answers and refusals', async () => {
    const { html } = (await docs.of('Note', origin))!
    assert.match(html, /<code>title<\/code><span class="must">required/)
    assert.match(html, /What &#38; why <span class="limit">at most 9 long/)
    assert.match(html, /one of <code>open<\/code> <code>done<\/code> or null/)
    assert.match(html, /<code>409<\/code><\/td><td>It was there/)
    assert.match(html, /needs a token/)
  })

  test('show what may be sent instead', async () => {
    const { html } = (await docs.of('Note', origin))!
    assert.match(html, /<i>NoteCreate<\/i>[\s\S]*<p>or<\/p>\s*<p><i>NoteUpdate<\/i>/)
  })

  test('give a line for the terminal with the values of the document, quoted', async () => {
    const { html } = (await docs.of('Note', origin))!
    const lines = [...html.matchAll(/<pre>(curl[^<]*)<\/pre>/g)].map((found) => plain(found[1]!))
    assert.deepEqual(lines, [
      `curl -X POST 'http://localhost:3000/api/notes' \\
  -H "Authorization: Bearer $TOKEN" \\
  -H 'content-type: application/json' \\
  -d '{
  "title": "it'\\''s"
}'`,
      `curl 'http://localhost:3000/api/notes/1'`,
      `curl -X PUT 'http://localhost:3000/api/notes/1' \\
  -H 'content-type: application/json' \\
  -d '{
  "title": "it'\\''s"
}'`,
    ])
  })

  test('hold no script and nothing from elsewhere, and allow only their own style', async () => {
    for (const page of [
      await docs.overview('http://x"><script>'),
      (await docs.of('Note', origin))!,
    ]) {
      assert.doesNotMatch(page.html, /<script|<b>more|\bsrc=|@import|url\(/)
      const style = /<style>([\s\S]*)<\/style>/.exec(page.html)?.[1] ?? ''
      const policy = page.headers['content-security-policy'] ?? ''
      assert.match(policy, /^default-src 'none'; style-src 'sha256-/)
      assert.ok(policy.includes(hash('sha256', style, 'base64')))
    }
  })

  test('have nothing to say of a tag that is not there', async () => {
    assert.equal(await docs.of('Nope', origin), undefined)
  })
})

function plain(html: string): string {
  return html.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
}
