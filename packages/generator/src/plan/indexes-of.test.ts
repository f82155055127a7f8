import assert from 'node:assert/strict'
import { test } from 'node:test'
import { indexOrders } from '../searching/index.ts'
import { buildModel, everythingModel } from '../testing/index.ts'
import { indexesOf } from './indexes-of.ts'

test('every order that the runtime is told of has an index, and every index is told of', () => {
  let found = 0
  for (const entity of buildModel(everythingModel).model.entities) {
    const fieldOf = (column: string): string | undefined =>
      entity.fields.find((field) => field.column === column)?.name
    const orders = indexesOf(entity).map(({ unique, columns }) => {
      if (!unique) assert.equal(columns.at(-1)?.name, 'id')
      return (unique ? columns : columns.slice(0, -1))
        .map(({ name, descending }) => `${descending ? '-' : ''}${fieldOf(name)}`)
        .join()
    })
    found += orders.length
    const told = indexOrders(entity).map((order) => order.join())
    assert.deepEqual(new Set(told), new Set(orders), entity.name)
  }
  assert.ok(found > 5, `${found} indexes`)
})
