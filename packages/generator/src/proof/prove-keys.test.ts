import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import {
  bool,
  datetime,
  type EntityDefinition,
  entity,
  type Fields,
  int,
  type ModelIR,
  one,
  text,
} from '@cambium/model'
import { createSql, type Plan, planMigration, storageOf } from '../plan/index.ts'
import { buildModel } from '../testing/index.ts'
import type { Engine } from './engine.ts'
import { createPostgresEngine, openPglite } from './postgres-engine.ts'
import { proveStep } from './prove-migration.ts'
import { sampleRows } from './sample-rows.ts'
import { createSqliteEngine } from './sqlite-engine.ts'

const required = { required: true } as const

const order = (name = 'note') => entity('Order', { fields: { [name]: text() } })

const item = (fields: object, id: readonly string[] = ['order', 'line']): EntityDefinition =>
  entity('Item', {
    id: id as never,
    fields: { order: one('Order', { ...required, inverse: 'items' }), ...fields } as Fields,
  })

const line = { line: int(required) }

const parcel = (fields: object): EntityDefinition =>
  entity('Parcel', {
    fields: { order: one('Order'), line: int(), weight: int(), ...fields } as Fields,
  })

const toItem = (options: object = {}) => ({
  item: one('Item', { fields: ['orderId', 'line'], inverse: 'parcels', ...options }),
})

/** What is wrong with a plan after the rows of the first model were carried through it. */
async function prove(
  engine: Engine,
  before: readonly EntityDefinition[],
  after: readonly EntityDefinition[],
): Promise<string[]> {
  const from = buildModel(before)
  const to = buildModel(after, { lock: from.lock })
  const plan = decided(from.model, to.model)
  assert.deepEqual(plan.unsafe, [])
  const pair = { before: storageOf(from.model), after: storageOf(to.model) }
  const rows = sampleRows(pair, 8)
  assert.deepEqual(
    [...rows].filter(([, list]) => list.length === 0),
    [],
  )
  await engine.run(createSql(from.model, engine.dialect))
  const problems = await proveStep(engine, { from: from.model, to: to.model, plan })
  await engine.close()
  return problems
}

function decided(from: ModelIR, to: ModelIR): Plan {
  const flags = planMigration(from, to).unsafe.flatMap((one) => one.flags.at(-1) ?? [])
  const drops = flags.flatMap((flag) => /^--drop (.*)/.exec(flag)?.[1] ?? [])
  return planMigration(from, to, { drops: new Set(drops) })
}

const changes: [what: string, before: EntityDefinition[], after: EntityDefinition[]][] = [
  ['a table comes', [order()], [order(), item(line)]],
  ['a table goes', [order(), item(line)], [order()]],
  [
    'a column comes beside the key',
    [order(), item(line)],
    [order(), item({ ...line, size: int({ default: 1 }) })],
  ],
  [
    'a part of the key gets another name',
    [order(), item(line), parcel(toItem())],
    [order(), item({ row: int({ ...required, was: 'line' }) }, ['order', 'row']), parcel(toItem())],
  ],
  [
    'a part of the key gets another type',
    [order(), item(line)],
    [order(), item({ line: text(required) })],
  ],
  [
    'both ends of a relation get another type',
    [order(), item(line), parcel(toItem())],
    [
      order(),
      item({ line: text(required) }),
      entity('Parcel', {
        fields: {
          order: one('Order'),
          line: text(),
          weight: int(),
          item: one('Item', { fields: ['orderId', 'line'], inverse: 'parcels' }),
        },
      }),
    ],
  ],
  [
    'a table is written anew',
    [order(), item({ ...line, size: int() }), parcel(toItem())],
    [order(), item({ ...line, size: text() }), parcel(toItem())],
  ],
  [
    'a relation over fields comes',
    [order(), item(line), parcel({})],
    [order(), item(line), parcel(toItem())],
  ],
  [
    'a relation over fields goes',
    [order(), item(line), parcel(toItem())],
    [order(), item(line), parcel({})],
  ],
  [
    'a relation over fields takes records along',
    [order(), item(line), parcel(toItem())],
    [order(), item(line), parcel(toItem({ onDelete: 'cascade' }))],
  ],
  [
    'a field of a relation gets another name',
    [order(), item(line), parcel(toItem())],
    [
      order(),
      item(line),
      entity('Parcel', {
        fields: {
          order: one('Order'),
          row: int({ was: 'line' }),
          weight: int(),
          item: one('Item', { fields: ['orderId', 'row'], inverse: 'parcels' }),
        },
      }),
    ],
  ],
  [
    'records know each other by such keys',
    [order(), item(line)],
    [
      order(),
      item({
        ...line,
        after: one('Item', { fields: ['order', 'next'], inverse: 'before' }),
        next: int(),
      }),
    ],
  ],
  [
    'the one record of each changes',
    [
      order(),
      entity('Bill', { id: ['order'], fields: { order: one('Order', required), sum: int() } }),
    ],
    [
      order('remark'),
      entity('Bill', { id: ['order'], fields: { order: one('Order', required), sum: text() } }),
    ],
  ],
  [
    'keys of instants and truths change beside them',
    [
      entity('Reading', {
        id: ['at', 'raw'],
        fields: { at: datetime(required), raw: bool(required), a: int() },
      }),
    ],
    [
      entity('Reading', {
        id: ['at', 'raw'],
        fields: { at: datetime(required), raw: bool(required), a: text() },
      }),
    ],
  ],
  [
    'the column of a key gets another name',
    [
      entity('Tag', { id: 'text', fields: { name: text() } }),
      entity('Post', { fields: { tag: one('Tag') } }),
    ],
    [
      entity('Tag', { id: { kind: 'text', column: 'code' }, fields: { name: text() } }),
      entity('Post', { fields: { tag: one('Tag') } }),
    ],
  ],
]

for (const id of ['uuid7 text', 'text uuid'] as const) {
  const model = (kind: string): EntityDefinition[] => [
    entity('Tag', { id: kind as 'text', fields: { name: text() } }),
    entity('Post', { fields: { tag: one('Tag') } }),
  ]
  const [was = '', now = ''] = id.split(' ')
  changes.push([`ids of kind ${was} become those of kind ${now}`, model(was), model(now)])
}

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const server = await openPglite(root)
after(() => server?.close())

for (const [what, first, second] of changes) {
  test(`${what}, and no row or value is lost`, async () => {
    assert.deepEqual(await prove(createSqliteEngine(), first, second), [])
    assert.ok(server)
    assert.deepEqual(await prove(await createPostgresEngine(server, 'proof'), first, second), [])
  })
}

test('a key of other fields is refused', () => {
  const from = buildModel([order(), item({ ...line, no: int(required) })])
  for (const id of [['order', 'no'], ['order'], ['line', 'order']]) {
    const to = buildModel([order(), item({ ...line, no: int(required) }, id)], { lock: from.lock })
    const { unsafe } = planMigration(from.model, to.model)
    assert.match(unsafe.find(({ what }) => what === 'items')?.why ?? '', /has another key/)
    assert.deepEqual(unsafe.find(({ what }) => what === 'items')?.flags, [])
  }
})

test('a field goes after the relation that it holds', () => {
  const from = buildModel([order(), item(line), parcel(toItem())])
  const without = entity('Parcel', { fields: { order: one('Order'), weight: int() } })
  const to = buildModel([order(), item(line), without], { lock: from.lock })
  const drops = new Set(['Parcel.line'])
  const { unsafe } = planMigration(from.model, to.model, { drops })
  assert.deepEqual(
    unsafe.map(({ what, flags }) => [what, flags]),
    [['parcels.line', []]],
  )
})

test('a relation comes after the fields that it fills', () => {
  const from = buildModel([order(), item(line), entity('Parcel', { fields: { weight: int() } })])
  const fields = { weight: int(), orderId: text(), row: int({ default: 1 }) }
  const held = one('Item', { fields: ['orderId', 'row'] })
  const to = buildModel(
    [order(), item(line), entity('Parcel', { fields: { ...fields, item: held } })],
    {
      lock: from.lock,
    },
  )
  const { unsafe } = planMigration(from.model, to.model)
  assert.deepEqual(
    unsafe.map(({ what, flags }) => [what, flags]),
    [['parcels.item', []]],
  )
})

test('a key that is counted and one that is brought are not the same', () => {
  const tag = (id: 'serial' | 'int') => [entity('Tag', { id, fields: { name: text() } })]
  for (const [was, now] of [
    ['serial', 'int'],
    ['int', 'serial'],
  ] as const) {
    const from = buildModel(tag(was))
    const to = buildModel(tag(now), { lock: from.lock })
    assert.match(planMigration(from.model, to.model).unsafe[0]?.why ?? '', /is the key/)
  }
})
