import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  countedId,
  sourceColumn,
  sourceReference,
  sourceSchema,
  sourceTable,
  sourceTypes,
} from '../../import/testing/index.ts'
import { createImportSample, type ImportSample, tableReader } from './fixture/index.ts'

const { integer, text, instant } = sourceTypes

const schema = sourceSchema([
  sourceTable('customers', [
    countedId,
    sourceColumn('full name', text),
    sourceColumn('created_at', instant, { default: { kind: 'now' } }),
    sourceColumn('updated_at', instant, { default: { kind: 'now' } }),
  ]),
  sourceTable(
    'orders',
    [
      countedId,
      sourceColumn('customer_id', integer),
      sourceColumn('total', { kind: 'decimal', precision: 10, scale: 2 }),
      sourceColumn('note', { kind: 'text', max: 20 }, { nullable: true }),
    ],
    { foreignKeys: [sourceReference(['customer_id'], 'customers')] },
  ),
  sourceTable('tags', [countedId, sourceColumn('name', text)]),
  sourceTable('orders_tags', [sourceColumn('order_id', integer), sourceColumn('tag_id', integer)], {
    primaryKey: ['order_id', 'tag_id'],
    foreignKeys: [sourceReference(['order_id'], 'orders'), sourceReference(['tag_id'], 'tags')],
  }),
  sourceTable('lines', [sourceColumn('said', text)]),
])

const at = '2024-05-01T10:00:00.000Z'
const orders = Array.from({ length: 2500 }, (_, index) => ({
  id: index + 1,
  customer_id: (index % 2) + 1,
  total: `${index}.50`,
  note: index === 7 ? 'longer than twenty characters' : null,
}))
const rows = {
  customers: [1, 2].map((id) => ({
    id,
    'full name': `Person ${id}`,
    created_at: at,
    updated_at: at,
  })),
  orders,
  tags: [{ id: 1, name: 'new' }],
  orders_tags: orders.slice(100).map(({ id }) => ({ order_id: id, tag_id: 1 })),
  lines: [{ said: 'twice' }, { said: 'twice' }],
}

describe('a dry run', () => {
  let sample: ImportSample
  before(() => {
    sample = createImportSample()
  })
  after(() => sample.remove())

  test('says what would come and writes nothing', async () => {
    const { code, out, err } = await sample.run(tableReader(schema, rows), { dryRun: true })
    assert.deepEqual([code, err], [0, ''])
    assert.match(out, /^The test becomes 4 entities, 5 fields, 1 relation and 1 many-to-many$/m)
    assert.match(out, /Order 2,500, Order.tags 2,400/)
    assert.match(out, /customers\.full name -> Customer\.fullName: only letters/)
    assert.match(out, /Nothing was written/)
    assert.equal(sample.has('shop'), false)
  })

  test('names every entity with where it comes from in its answer', async () => {
    const { answer } = await sample.run(tableReader(schema, rows), { dryRun: true })
    const { ok, entities } = answer as {
      ok: boolean
      entities: { name: string; file: string; rows: number }[]
    }
    assert.equal(ok, true)
    assert.deepEqual(
      entities.map(({ name, file, rows: count }) => [name, file, count]),
      [
        ['Customer', 'src/customers/customer.model.ts', 2],
        ['Order', 'src/orders/order.model.ts', 2500],
        ['Tag', 'src/tags/tag.model.ts', 1],
        ['Line', 'src/lines/line.model.ts', 2],
      ],
    )
  })

  test('without a terminal nothing is written unless it is asked for', async () => {
    const { code, err } = await sample.run(tableReader(schema, rows), { yes: false })
    assert.equal(code, 3)
    assert.match(err, /--yes/)
    assert.equal(sample.has('shop'), false)
  })

  test('a source that is none, and a kind that nobody reads, are told with what there is', async () => {
    const reader = tableReader(schema, rows)
    const missing = await sample.run(reader, { source: 'nowhere', dryRun: true })
    assert.deepEqual([missing.code, /sqlite: tables at hand/.test(missing.err)], [1, true])
    const kind = await sample.run(reader, { as: 'excel', dryRun: true })
    assert.match(kind.err, /Nothing is read as "excel"\n--as takes one of: sqlite/)
  })

  test('an import of nothing says so', async () => {
    const { code, err } = await sample.run(tableReader(schema, rows), {
      only: ['cats'],
      dryRun: true,
    })
    assert.equal(code, 1)
    assert.match(err, /None of its tables is left by --only and --except/)
  })
})

describe('an import that is interrupted', () => {
  let sample: ImportSample
  before(() => {
    sample = createImportSample()
  })
  after(() => sample.remove())

  test('says what it wrote and how it goes on', async () => {
    const reader = tableReader(schema, rows, { failAt: { table: 'orders', row: 2000 } })
    const { code, err } = await sample.run(reader)
    assert.equal(code, 99)
    assert.match(
      err,
      /Written so far: \d+ files in shop, the generated files, the migration, the tables, [\d,]+ rows\.\nThe same command again goes on from there\./,
    )
    assert.match(err, /the source went away/)
    const [written] = sample.query('shop', 'select count(*) as n from "orders"') as { n: number }[]
    assert.ok(written !== undefined && written.n >= 999 && written.n < 2000, `${written?.n} rows`)
  })

  test('goes on where it was, and refuses rows with their reasons', async () => {
    const { code, out, err } = await sample.run(tableReader(schema, rows))
    assert.equal(code, 1, out + err)
    assert.match(out, /Customer, Order, Tag, Line: their models stay as they are/)
    assert.match(err, /1 row was refused/)
    const count = (table: string): unknown =>
      sample.query('shop', `select count(*) as n from "${table}"`)
    assert.deepEqual(
      [count('orders'), count('orders_tags'), count('lines')].map((found) => JSON.stringify(found)),
      ['[{"n":2499}]', '[{"n":2400}]', '[{"n":2}]'],
    )
    assert.match(sample.text('shop/rejected.jsonl'), /longer than twenty characters/)
  })

  test('a third time nothing comes twice', async () => {
    const { out } = await sample.run(tableReader(schema, rows))
    assert.match(out, /Brought 0 rows, 4,9\d\d rows were there already/)
    const [total] = sample.query(
      'shop',
      'select count(*) as n, min("created_at") as at from "customers"',
    )
    assert.deepEqual({ ...(total as object) }, { n: 2, at: '2024-05-01T10:00:00.000Z' })
    assert.deepEqual(
      sample
        .query('shop', 'select count(*) as n from "lines"')
        .map((row) => ({ ...(row as object) })),
      [{ n: 2 }],
    )
  })

  test('the report has everything, and is not written over', () => {
    const report = sample.text('shop/import-report.md')
    assert.match(report, /^orders +Order +src\/orders\/order\.model\.ts$/m)
    assert.match(report, /^customers\.full name +Customer\.fullName +only letters/m)
    assert.equal(sample.has('shop/import-report-2.md'), false)
  })
})

describe('a project that stands', () => {
  let sample: ImportSample
  before(async () => {
    sample = createImportSample()
    await sample.run(tableReader(schema, rows), { only: ['customers'], withRows: false })
  })
  after(() => sample.remove())

  test('gets what it does not have; its own models are left as they are', async () => {
    const model = `${sample.text('shop/src/customers/customer.model.ts')}// mine\n`
    sample.put('shop/src/customers/customer.model.ts', model)
    const { code, out, err } = await sample.run(tableReader(schema, rows), {
      except: ['lines', 'tags'],
    })
    assert.equal(code, 1, out + err)
    assert.match(out, /Saved the tables as a migration/)
    assert.equal(sample.text('shop/src/customers/customer.model.ts'), model)
    assert.match(sample.text('shop/src/orders/order.model.ts'), /customer: one\('Customer'/)
    assert.equal(sample.has('shop/src/tags/tag.model.ts'), false)
    assert.deepEqual(
      sample
        .query('shop', 'select count(*) as n from "orders"')
        .map((row) => ({ ...(row as object) })),
      [{ n: 2499 }],
    )
  })
})
