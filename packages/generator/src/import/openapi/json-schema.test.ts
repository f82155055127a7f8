import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { OpenSource } from '../source/index.ts'
import { documentFolder } from './fixture/index.ts'
import { jsonSchemaReader } from './openapi-reader.ts'

async function open(content: unknown): Promise<OpenSource> {
  const source = join(
    documentFolder({ 'product-list.schema.json': content }),
    'product-list.schema.json',
  )
  assert.equal(jsonSchemaReader.detects(source), true)
  return jsonSchemaReader.open({ source, schemas: [], dialect: null, progress: () => undefined })
}

const namesOf = ({ schema }: OpenSource): string[] => schema.tables.map(({ name }) => name)
const draft4 = 'http://json-schema.org/draft-04/schema#'
const latest = 'https://json-schema.org/draft/2020-12/schema'

describe('a JSON Schema', () => {
  test('is an entity, and so are its definitions that have an id', async () => {
    const source = await open({
      $schema: latest,
      title: 'Product',
      type: 'object',
      required: ['productId', 'price'],
      properties: {
        productId: { type: 'string', format: 'uuid' },
        price: { type: 'number', exclusiveMinimum: 0 },
        maker: { $ref: '#/$defs/maker' },
        box: { $ref: '#/$defs/box' },
      },
      $defs: {
        maker: {
          type: 'object',
          properties: { id: { type: 'integer' }, name: { type: 'string' } },
        },
        box: { type: 'object', properties: { width: { type: 'number' } } },
      },
    })
    assert.deepEqual(namesOf(source), ['Maker', 'Product'])
    const product = source.schema.tables[1]
    assert.deepEqual(product?.primaryKey, ['productId'])
    assert.deepEqual(product?.foreignKeys[0]?.columns, ['makerId'])
    assert.equal(product?.columns.find(({ name }) => name === 'box')?.type.kind, 'json')
  })

  test('may be a list, named by its file, and of draft 4', async () => {
    const source = await open({
      $schema: draft4,
      type: 'array',
      items: {
        type: 'object',
        properties: {
          name: { type: 'string' },
          n: { type: 'integer', minimum: 0, exclusiveMinimum: true },
        },
      },
    })
    assert.deepEqual(namesOf(source), ['Product'])
    const [table] = source.schema.tables
    assert.deepEqual(table?.columns.find(({ name }) => name === 'n')?.options, { min: 1 })
    assert.deepEqual(table?.columns[0]?.default, { kind: 'uuid' })
  })

  test('may be definitions alone, which are entities where none has an id', async () => {
    const definitions = {
      car: { type: 'object', properties: { wheels: { type: 'integer' } } },
      colour: { type: 'string', enum: ['red'] },
    }
    assert.deepEqual(namesOf(await open({ definitions })), ['Car'])
    await assert.rejects(open({ $schema: draft4, type: 'string' }), /describes no object/)
  })
})
