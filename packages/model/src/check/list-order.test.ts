import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entity, index, int, text } from '../language/index.ts'
import { sourceOf } from '../testing/index.ts'
import { emptyLock, resolveModel } from './index.ts'

type Options = Omit<Parameters<typeof entity>[1], 'fields'>

/** The orders of the indexes of an entity with these options. */
function orders(options: Options): string[] {
  const task = entity('Task', {
    fields: { title: text(), rank: int({ index: true }), place: int() },
    ...options,
  } as Parameters<typeof entity>[1])
  const { model, findings } = resolveModel(sourceOf([task]), emptyLock(), () => ({
    expression: null,
    problems: [],
  }))
  assert.ok(model, JSON.stringify(findings))
  return (model.entities[0]?.indexes ?? []).map(({ fields }) =>
    fields.map(({ field, descending }) => (descending ? `-${field}` : field)).join(),
  )
}

test('the order that lists have by themselves has an index', () => {
  assert.deepEqual(orders({}), ['-createdAt'])
  assert.deepEqual(orders({ list: { sort: ['-place', 'title'] } }), ['-place,title'])
})

test('an order that an index has already gets no other', () => {
  const list = { sort: ['-place', 'title'] }
  const enough = [index('place', '-title'), index('-place', 'title', 'rank')]
  for (const one of enough) assert.equal(orders({ list, indexes: [one] }).length, 1)
  assert.equal(orders({ list, indexes: [index('place', 'title')] }).length, 2)
  assert.deepEqual(orders({ list: { sort: '-rank' } }), [])
  assert.deepEqual(orders({ list: { sort: 'id' } }), [])
})
