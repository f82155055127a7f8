import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EntityIR, FieldIR, ModelIR } from '@cambium/model/ir'
import { describeChange } from './describe-change.ts'

/** Only what the words are made of. */
function field(id: number, name: string, more: Partial<FieldIR> = {}): FieldIR {
  return { id, name, kind: 'text', required: false, reference: null, ...more } as FieldIR
}
function entity(
  id: number,
  name: string,
  fields: FieldIR[],
  more: Partial<EntityIR> = {},
): EntityIR {
  const access = { read: null, create: null, update: null, delete: null }
  return { id, name, fields, manyToMany: [], access, ...more } as unknown as EntityIR
}
function model(...entities: EntityIR[]): ModelIR {
  return { entities, roles: ['admin'] } as unknown as ModelIR
}

const title = field(11, 'title')
const before = model(entity(1, 'Task', [title]))

test('the first model is nothing to speak of', () => {
  assert.deepEqual(describeChange(null, before), [])
  assert.deepEqual(describeChange(before, structuredClone(before)), [])
})

test('fields that come, go, change and are renamed are named', () => {
  const due = field(12, 'due', { kind: 'date', required: true })
  const after = model(entity(1, 'Task', [field(11, 'name'), due]))
  assert.deepEqual(describeChange(before, after), [
    'Task: title is called name, + due (date, required)',
  ])
  assert.deepEqual(describeChange(after, before), ['Task: name is called title, - due'])
  const longer = model(entity(1, 'Task', [field(11, 'title', { limits: { max: 9 } })]))
  assert.deepEqual(describeChange(before, longer), ['Task: title changed'])
})

test('entities that come, go and are renamed are named', () => {
  const after = model(entity(1, 'Job', [title]), entity(2, 'Tag', []))
  assert.deepEqual(describeChange(before, after), ['Job: was Task', 'Tag is new'])
  assert.deepEqual(describeChange(after, model(entity(2, 'Tag', []))), ['Job is gone'])
})

test('who may do what is named by operation', () => {
  const access = { read: { type: 'public' as const }, create: null, update: null, delete: null }
  const after = model(entity(1, 'Task', [title], { access }))
  assert.deepEqual(describeChange(before, after), ['Task: who may read'])
})
