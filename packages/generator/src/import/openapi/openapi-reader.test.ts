import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { OpenSource, SourceTable } from '../source/index.ts'
import { documentFolder, library } from './fixture/index.ts'
import { openapiReader } from './openapi-reader.ts'

const options = { schemas: [], dialect: null, progress: () => undefined }

function open(content: unknown, beside: { [name: string]: unknown } = {}): Promise<OpenSource> {
  const folder = documentFolder({ 'api.yaml': content, ...beside })
  return openapiReader.open({ source: join(folder, 'api.yaml'), ...options })
}

function tableIn({ schema }: OpenSource, name: string): SourceTable {
  const table = schema.tables.find((one) => one.name === name)
  assert.ok(table, `there is a table ${name}: ${schema.tables.map((one) => one.name).join(', ')}`)
  return table
}

const columnsOf = (table: SourceTable) => new Map(table.columns.map((one) => [one.name, one]))
const referencesOf = (table: SourceTable) =>
  table.foreignKeys.map(({ columns, target, relation, inverse }) => [
    columns[0],
    target.name,
    relation,
    inverse,
  ])

const read = open(library)

describe('an OpenAPI document', () => {
  test('is known by its first lines', () => {
    const folder = documentFolder({
      'a.yaml': library,
      'b.json': { swagger: '2.0', paths: {} },
      'c.json': [{ id: 1 }],
      'd.txt': library,
    })
    const detected = ['a.yaml', 'b.json', 'c.json', 'd.txt', 'none.yaml'].map((name) =>
      openapiReader.detects(join(folder, name)),
    )
    assert.deepEqual(detected, [true, true, false, false, false])
  })

  test('has entities for what paths give and what has an id, once for all schemas of a thing', async () => {
    const { schema, rows } = await read
    assert.deepEqual(
      schema.tables.map(({ name }) => name),
      ['Book', 'Author', 'Shelf', 'ShelfRow', 'Genre'],
    )
    assert.equal(rows, null)
    assert.equal(tableIn(await read, 'Book').doc, 'A book that can be lent.')
  })

  test('gives fields their types, limits and defaults', async () => {
    const columns = columnsOf(tableIn(await read, 'Book'))
    const seen = [...columns].map(([name, { type, options: said }]) => [
      name,
      type.kind,
      said ?? {},
    ])
    assert.deepEqual(seen, [
      ['id', 'uuid', {}],
      ['title', 'text', {}],
      ['createdAt', 'instant', {}],
      ['updatedAt', 'instant', {}],
      ['isbn', 'text', { min: 10, pattern: '^[0-9X]+$' }],
      ['pages', 'integer', { min: 1, max: 5000 }],
      ['price', 'decimal', {}],
      ['weight', 'real', { min: 0 }],
      ['language', 'choice', {}],
      ['tags', 'list', { max: 9 }],
      ['size', 'json', {}],
      ['extra', 'json', {}],
      ['released', 'date', {}],
      ['cover', 'url', {}],
      ['lent', 'boolean', { readOnly: true }],
      ['authorId', 'integer', {}],
      ['donorCode', 'text', { writeOnly: true }],
      ['shelfId', 'text', {}],
    ])
    assert.deepEqual(columns.get('isbn')?.type, { kind: 'text', max: 13 })
    assert.deepEqual(columns.get('pages')?.default, { kind: 'literal', value: 100 })
    assert.deepEqual(columns.get('id')?.default, { kind: 'uuid' })
    assert.deepEqual(columns.get('language')?.type, {
      kind: 'choice',
      name: 'Language',
      values: ['en', 'de'],
    })
    assert.equal(columns.get('lent')?.doc, 'Whether somebody has it.')
    assert.equal(columns.get('updatedAt')?.isUpdateTime, true)
    // What must be sent is there; what is read says nothing of it here.
    assert.deepEqual(
      [...columns.values()].filter(({ nullable }) => !nullable).map(({ name }) => name),
      ['id', 'title', 'createdAt', 'updatedAt', 'isbn', 'pages'],
    )
  })

  test('makes relations of references, inverses of lists, and links of both ways', async () => {
    const book = tableIn(await read, 'Book')
    assert.deepEqual(referencesOf(book), [
      ['authorId', 'Author', 'author', 'books'],
      ['shelfId', 'Shelf', 'shelf', null],
    ])
    assert.deepEqual(
      book.links.map(({ relation, target }) => [relation, target.name]),
      [['genres', 'Genre']],
    )
    assert.deepEqual(referencesOf(tableIn(await read, 'ShelfRow')), [
      ['shelfId', 'Shelf', 'shelf', 'rows'],
    ])
    assert.deepEqual(tableIn(await read, 'Author').links, [])
  })

  test('says what is kept as JSON, and which paths are functions', async () => {
    const { schema } = await read
    const notes = (schema.notes ?? []).map(({ what, text }) => `${what}: ${text}`).join('\n')
    assert.match(notes, /schema Book, property extra: it may be of several kinds/)
    assert.match(notes, /schema Shelf, property rows: each ShelfRow belongs to one Shelf/)
    assert.match(schema.left[0]?.what ?? '', /1 paths such as \/books\/\{bookId\}\/lend/)
  })

  test('may be Swagger 2, and 3.1 with types in a list', async () => {
    const swagger = await open({
      swagger: '2.0',
      paths: {
        '/pets': {
          get: {
            responses: { 200: { schema: { type: 'array', items: { $ref: '#/definitions/Pet' } } } },
          },
          post: {
            parameters: [{ in: 'body', name: 'b', schema: { $ref: '#/definitions/NewPet' } }],
          },
        },
      },
      definitions: {
        Pet: { properties: { id: { type: 'integer' }, name: { type: 'string' } } },
        NewPet: {
          required: ['name'],
          properties: { name: { type: 'string' }, tag: { type: 'string' } },
        },
      },
    })
    const pet = columnsOf(tableIn(swagger, 'Pet'))
    assert.deepEqual(pet.get('id')?.default, { kind: 'counter' })
    assert.deepEqual(
      [pet.get('name')?.nullable, pet.get('tag')?.options],
      [false, { writeOnly: true }],
    )
    assert.equal(swagger.schema.tables.length, 1)

    const late = await open({
      openapi: '3.1.0',
      components: {
        schemas: {
          Thing: {
            required: ['id', 'size', 'note'],
            properties: {
              id: { type: 'string' },
              size: { type: ['integer', 'null'], exclusiveMinimum: 0 },
              note: { anyOf: [{ type: 'string', maxLength: 5 }, { type: 'null' }] },
              state: { const: 'on' },
              other: { $ref: '#/components/schemas/Thing', description: 'The one before.' },
            },
          },
        },
      },
    })
    const thing = columnsOf(tableIn(late, 'Thing'))
    assert.deepEqual(thing.get('size')?.options, { min: 1 })
    assert.deepEqual(
      [thing.get('size')?.nullable, thing.get('note')?.nullable, thing.get('note')?.type],
      [true, true, { kind: 'text', max: 5 }],
    )
    assert.deepEqual(thing.get('state')?.type, { kind: 'choice', name: null, values: ['on'] })
    assert.equal(thing.get('otherId')?.doc, 'The one before.')
  })
})

describe('answers of an API', () => {
  const answering = (schema: object) => ({ content: { 'application/json': { schema } } })
  const article = {
    type: 'object',
    required: ['slug', 'title'],
    properties: { slug: { type: 'string' }, title: { type: 'string' } },
  }

  test('may wrap what they give, and errors are none', async () => {
    const source = await open({
      openapi: '3.0.0',
      paths: {
        '/articles/{slug}': {
          get: {
            responses: {
              200: answering({ type: 'object', properties: { article } }),
              default: answering({ $ref: '#/components/schemas/Problem' }),
            },
          },
        },
        '/articles': {
          get: {
            responses: {
              200: answering({
                type: 'object',
                properties: { articles: { type: 'array', items: article }, n: { type: 'integer' } },
              }),
            },
          },
        },
        '/jump/{id}': {
          get: {
            responses: { 302: {}, default: answering({ $ref: '#/components/schemas/Problem' }) },
          },
        },
      },
      components: { schemas: { Problem: { properties: { title: { type: 'string' } } } } },
    })
    assert.deepEqual(
      source.schema.tables.map(({ name }) => name),
      ['Article'],
    )
    assert.deepEqual(tableIn(source, 'Article').primaryKey, ['slug'])
  })
})

describe('limits that no field has', () => {
  test('are left out, and so are defaults that are no values', async () => {
    const source = await open({
      openapi: '3.0.0',
      components: {
        schemas: {
          Thing: {
            properties: {
              id: { type: 'integer' },
              code: { type: 'string', pattern: '^[\\w-\\.]+$', default: 5 },
              short: { type: 'string', maxLength: 2, minLength: 3, default: 'long' },
              big: { type: 'integer', format: 'int64', maximum: 2 ** 63 },
              half: { type: 'integer', minimum: 0.5, exclusiveMaximum: 3, default: 9 },
              never: { type: 'number', minimum: 3, maximum: 1 },
              rows: { type: 'array', minItems: 1, items: { type: 'object' } },
              state: { type: 'string', enum: ['on'], default: 'off', minLength: 1 },
            },
          },
        },
      },
    })
    const thing = tableIn(source, 'Thing')
    assert.deepEqual(
      thing.columns.map(({ name, options: said, default: preset }) => [name, said, preset?.kind]),
      [
        ['id', undefined, 'counter'],
        ['code', undefined, undefined],
        ['short', undefined, undefined],
        ['big', undefined, undefined],
        ['half', { min: 1, max: 2 }, undefined],
        ['never', undefined, undefined],
        ['rows', undefined, undefined],
        ['state', undefined, undefined],
      ],
    )
    const notes = JSON.stringify(source.schema.notes)
    assert.match(notes, /is no regular expression of today/)
    assert.match(notes, /property state.*the default \\"off\\" is none that the field takes/)
  })
})

describe('the name of an entity', () => {
  const thing = (...names: string[]) => ({
    properties: Object.fromEntries(['id', ...names].map((name) => [name, { type: 'string' }])),
  })
  const listing = (name: string) => ({
    get: {
      responses: {
        200: {
          content: {
            'application/json': {
              schema: { type: 'array', items: { $ref: `#/components/schemas/${name}` } },
            },
          },
        },
      },
    },
  })

  test('is that of its path, and what is called alike stays apart', async () => {
    const source = await open({
      openapi: '3.0.0',
      paths: {
        '/programs/{id}/inputs': listing('ProgramInput'),
        '/programs': listing('ProgramOut'),
        '/program-inputs': listing('ProgramInput'),
      },
      components: {
        schemas: {
          ProgramOut: thing('name', 'url'),
          ProgramInput: thing('name', 'url', 'programId'),
        },
      },
    })
    assert.deepEqual(
      source.schema.tables.map(({ name }) => name),
      ['Program', 'ProgramInput'],
    )
    assert.deepEqual(referencesOf(tableIn(source, 'ProgramInput')), [
      ['programId', 'Program', null, null],
    ])
  })
})

describe('a reference', () => {
  test('may be an id or the whole of it', async () => {
    const customer = { $ref: '#/components/schemas/billing.customer_account' }
    const source = await open({
      openapi: '3.0.0',
      components: {
        schemas: {
          'billing.customer_account': {
            properties: { id: { type: 'string' }, n: { type: 'integer' } },
          },
          invoice: {
            properties: {
              id: { type: 'string' },
              customer: { anyOf: [{ type: 'string' }, customer], nullable: true },
              odd: { anyOf: [{ type: 'object' }, customer] },
            },
          },
        },
      },
    })
    assert.deepEqual(
      source.schema.tables.map(({ name }) => name),
      ['BillingCustomerAccount', 'Invoice'],
    )
    const invoice = tableIn(source, 'Invoice')
    assert.deepEqual(referencesOf(invoice), [
      ['customerId', 'BillingCustomerAccount', 'customer', null],
    ])
    assert.equal(columnsOf(invoice).get('odd')?.type.kind, 'json')
  })
})

describe('the files of a document', () => {
  const pointing = (reference: string) => ({
    openapi: '3.0.0',
    paths: {
      '/pets': {
        get: {
          responses: {
            200: {
              content: {
                'application/json': { schema: { type: 'array', items: { $ref: reference } } },
              },
            },
          },
        },
      },
    },
  })
  const pet = {
    type: 'object',
    properties: { id: { type: 'integer' }, owner: { $ref: 'Owner.json' } },
  }
  const owner = {
    properties: { id: { type: 'integer' }, pets: { type: 'array', items: { $ref: 'Pet.json' } } },
  }

  test('may lie beside it, and refer to each other', async () => {
    const files = { 'schemas/Pet.json': pet, 'schemas/Owner.json': owner }
    const source = await open(pointing('./schemas/Pet.json'), files)
    assert.deepEqual(
      source.schema.tables.map(({ name }) => name),
      ['Pet', 'Owner'],
    )
    assert.deepEqual(referencesOf(tableIn(source, 'Pet')), [['ownerId', 'Owner', 'owner', 'pets']])
  })

  test('are never fetched, and never read from elsewhere', async () => {
    await assert.rejects(open(pointing('https://example.com/pet.json')), /nothing is fetched/)
    await assert.rejects(open(pointing('file:///etc/passwd')), /nothing is fetched/)
    await assert.rejects(
      open(pointing('../../../../etc/passwd')),
      /outside of its folder|not there/,
    )
    await assert.rejects(open(pointing('/etc/passwd')), /outside of its folder/)
    await assert.rejects(open(pointing('%2e%2e/%2e%2e/etc/hostname')), /outside|not there/)
    await assert.rejects(open(pointing('#/nowhere')), /refers to #\/nowhere, and there is nothing/)
  })

  test('that are broken are refused with a sentence', async () => {
    await assert.rejects(open('openapi: 3.0.0\n  paths: [\n'), /neither JSON nor YAML/)
    await assert.rejects(open({ openapi: '3.0.0', paths: {} }), /describes nothing that has an id/)
  })

  test('may go round without an end', async () => {
    const source = await open({
      openapi: '3.0.0',
      components: {
        schemas: {
          Node: {
            properties: {
              id: { type: 'integer' },
              parent: { $ref: '#/components/schemas/Node' },
              children: { type: 'array', items: { $ref: '#/components/schemas/Node' } },
              odd: { $ref: '#/components/schemas/Loop' },
            },
          },
          Loop: { $ref: '#/components/schemas/Loop' },
        },
      },
    })
    assert.deepEqual(referencesOf(tableIn(source, 'Node')), [
      ['parentId', 'Node', 'parent', 'children'],
    ])
  })
})
