import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entity, int, text } from '@cambium/model'
import { buildModel, everythingModel } from '../testing/index.ts'
import { printGeneratedModel } from './generated-model.ts'

test('the kept model is the model', () => {
  const { model } = buildModel(everythingModel)
  assert.deepEqual(JSON.parse(printGeneratedModel(model)), JSON.parse(JSON.stringify(model)))
})

test('a new field is one new line', () => {
  const access = { read: 'public' } as const
  const first = buildModel([entity('Task', { fields: { title: text() }, access })])
  const second = buildModel([entity('Task', { fields: { title: text(), stars: int() }, access })], {
    lock: first.lock,
  })
  const before = printGeneratedModel(first.model).split('\n')
  const after = printGeneratedModel(second.model).split('\n')
  assert.equal(after.length, before.length + 1)
  assert.ok(before.every((line) => after.includes(line)))
})
