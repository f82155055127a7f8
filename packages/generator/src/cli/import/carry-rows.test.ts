import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { JsonValue } from '@cambium/model/ir'
import { designImport, type SourceType } from '../../import/index.ts'
import { countedId, sourceColumn, sourceSchema, sourceTable } from '../../import/testing/index.ts'
import { carryLinks, carryRecords } from './carry-rows.ts'

const asked = {
  only: [],
  except: [],
  access: 'none',
  adopt: null,
  existing: [],
  roles: null,
  hasAccounts: false,
} as const

async function carried(type: SourceType, value: JsonValue): Promise<JsonValue | undefined> {
  const table = sourceTable('things', [
    countedId,
    sourceColumn('a value', type, { nullable: true }),
  ])
  const { entities } = await designImport(sourceSchema([table]), asked)
  const [entity] = entities
  assert.ok(entity)
  return carryRecords(entity)({ id: 1, 'a value': value }, 0).aValue
}

describe('a value of a row', () => {
  const cases: readonly [SourceType, JsonValue, JsonValue | undefined][] = [
    [{ kind: 'text', max: null }, 'as it is ', 'as it is '],
    [{ kind: 'text', max: 9, padded: true }, 'padded   ', 'padded'],
    [
      { kind: 'uuid' },
      '0A000000-0000-4000-8000-000000000000',
      '0a000000-0000-4000-8000-000000000000',
    ],
    [{ kind: 'integer', bits: 32 }, '7', 7],
    [{ kind: 'integer', bits: 64 }, 7, '7'],
    [{ kind: 'integer', bits: 64 }, '9007199254740993', '9007199254740993'],
    // a text that is no exact number is refused where it is written, and not rounded here
    [{ kind: 'integer', bits: 32 }, '9007199254740993', '9007199254740993'],
    [{ kind: 'decimal', precision: 9, scale: 2 }, 12.5, '12.5'],
    [{ kind: 'decimal', precision: 9, scale: 8 }, 1e-7, '0.0000001'],
    [{ kind: 'other' }, { a: 1 }, '{"a":1}'],
    [{ kind: 'boolean' }, null, undefined],
  ]
  for (const [type, value, expected] of cases) {
    test(`${JSON.stringify(value)} of ${type.kind} becomes ${JSON.stringify(expected)}`, async () => {
      assert.deepEqual(await carried(type, value), expected)
    })
  }
})

test('a row without a key has an id by its place, the same one in every run', async () => {
  const table = sourceTable('log', [sourceColumn('line', { kind: 'text', max: null })])
  const { entities } = await designImport(sourceSchema([table]), asked)
  const [entity] = entities
  assert.ok(entity)
  const ids = [0, 1, 300].map((place) => carryRecords(entity)({ line: 'x' }, place).id)
  assert.match(String(ids[0]), /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-0{12}$/)
  assert.match(String(ids[2]), /-00000000012c$/)
  assert.equal(new Set(ids).size, 3)
  assert.equal(carryRecords(entity)({ line: 'y' }, 1).id, ids[1])
})

test('what readers tell beside the columns goes along', async () => {
  const table = sourceTable('notes', [countedId, sourceColumn('a', { kind: 'text', max: null })])
  const { entities } = await designImport(sourceSchema([table]), asked)
  const [entity] = entities
  assert.ok(entity)
  const acl = [{ subject: 'everyone', right: 'read' }]
  assert.deepEqual(carryRecords(entity)({ id: 1, a: 'x', $acl: acl, other: 2 }, 0), {
    id: 1,
    a: 'x',
    $acl: acl,
  })
})

test('a link has both ends, and its position where there is one', () => {
  const pairs = {
    table: { schema: null, name: 'pairs' },
    sourceColumn: 'A',
    targetColumn: 'B',
    positionColumn: 'at',
  }
  assert.deepEqual(carryLinks(pairs)({ A: 1, B: 'x', at: 3 }, 0), {
    source: 1,
    target: 'x',
    position: 3,
  })
  assert.deepEqual(carryLinks(pairs)({ A: 1, B: 'x', at: null }, 0), { source: 1, target: 'x' })
})
