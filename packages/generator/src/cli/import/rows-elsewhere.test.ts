import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SourceRows } from '../../import/index.ts'
import { countedId, sourceSchema, sourceTable } from '../../import/testing/index.ts'
import { rowsElsewhere } from './rows-elsewhere.ts'

const rows: SourceRows = {
  async *read({ schema, name }) {
    yield { rows: [{ from: `${schema}.${name}` }], position: 1 }
  },
  count: ({ schema, name }) => Promise.resolve(`${schema}.${name}`.length),
}

const elsewhere = rowsElsewhere({
  schema: sourceSchema([
    sourceTable('orders', [countedId], { schema: 'sales' }),
    sourceTable('orders', [countedId], { schema: 'public' }),
    sourceTable('Customer', [countedId], { schema: 'shop' }),
  ]),
  rows,
  close: () => Promise.resolve(),
})

for (const [schema, name, found] of [
  [null, 'orders', 'public.orders'],
  ['sales', 'orders', 'sales.orders'],
  ['public', 'customer', 'shop.Customer'],
  [null, 'nothing', null],
] as const) {
  test(`the rows of ${schema}.${name} are those of ${found}`, async () => {
    const read: unknown[] = []
    for await (const batch of elsewhere?.read({ schema, name }, { after: null, size: 10 }) ?? []) {
      read.push(...batch.rows.map((row) => row.from))
    }
    assert.deepEqual(read, found === null ? [] : [found])
    assert.equal(await elsewhere?.count({ schema, name }), found?.length ?? 0)
  })
}
