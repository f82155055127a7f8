import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assignIdentities, type FieldRequest, type IdentityRequest } from './assign-identities.ts'
import { emptyLock, type Lock } from './lock.ts'

function field(name: string, was: string | null = null): FieldRequest {
  return { name, was, column: name, fixed: null }
}

function request(name: string, fields: FieldRequest[], was: string | null = null): IdentityRequest {
  return { name, was, table: name.toLowerCase(), fields }
}

function fieldsOf(lock: Lock, entity: string): Record<string, number> {
  const fields = Object.entries(lock.entities[entity]?.fields ?? {})
  return Object.fromEntries(fields.map(([name, [id]]) => [name, id]))
}

const first = assignIdentities([request('Task', [field('a'), field('b')])], emptyLock()).lock

test('entities count from 1, fields from 11, those of Cambium are fixed', () => {
  const system = { name: 'id', was: null, column: 'id', fixed: 1 }
  const { lock } = assignIdentities([request('Task', [field('a'), system])], emptyLock())
  assert.equal(lock.entities.Task?.id, 1)
  assert.deepEqual(fieldsOf(lock, 'Task'), { a: 11, id: 1 })
})

test('the same name keeps its identity, whatever the order', () => {
  const { lock } = assignIdentities([request('Task', [field('c'), field('b'), field('a')])], first)
  assert.deepEqual(fieldsOf(lock, 'Task'), { c: 13, b: 12, a: 11 })
})

test('a former name hands its identity on, once', () => {
  const renamed = assignIdentities([request('Task', [field('x', 'a'), field('b')])], first).lock
  assert.deepEqual(fieldsOf(renamed, 'Task'), { x: 11, b: 12 })
  const again = assignIdentities([request('Task', [field('x', 'a'), field('b')])], renamed).lock
  assert.deepEqual(again, renamed)
})

test('a former name that is still there hands nothing on', () => {
  const { lock } = assignIdentities([request('Task', [field('a'), field('x', 'a')])], first)
  assert.deepEqual(fieldsOf(lock, 'Task'), { a: 11, x: 13 })
})

test('what is gone is remembered, and its identity never given again', () => {
  const without = assignIdentities([request('Task', [field('a')])], first).lock
  assert.deepEqual(without.entities.Task?.gone, { '12': 'b' })
  const back = assignIdentities([request('Task', [field('a'), field('b')])], without).lock
  assert.deepEqual(fieldsOf(back, 'Task'), { a: 11, b: 13 })
  assert.deepEqual(back.entities.Task?.gone, { '12': 'b' })
})

test('an entity that is gone is remembered as well', () => {
  const { lock } = assignIdentities([request('Other', [field('a')])], first)
  assert.deepEqual([lock.entities.Other?.id, lock.gone], [2, { '1': 'Task' }])
})

test('a renamed entity keeps its identity and its fields', () => {
  const { lock } = assignIdentities([request('Todo', [field('a')], 'Task')], first)
  assert.deepEqual([lock.entities.Todo?.id, fieldsOf(lock, 'Todo')], [1, { a: 11 }])
  assert.deepEqual(lock.entities.Todo?.gone, { '12': 'b' })
  assert.equal(lock.gone, undefined)
})

test('no identity is ever given to two names, over any history of a model', () => {
  const names = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  const fields = fc.uniqueArray(fc.tuple(names, fc.option(names)), { selector: ([name]) => name })
  fc.assert(
    fc.property(fc.array(fields, { maxLength: 8 }), (history) => {
      const owners = new Map<number, string>()
      let lock = emptyLock()
      for (const step of history) {
        const before = fieldsOf(lock, 'Task')
        lock = assignIdentities(
          [
            request(
              'Task',
              step.map(([name, was]) => field(name, was)),
            ),
          ],
          lock,
        ).lock
        const now = Object.entries(fieldsOf(lock, 'Task'))
        assert.equal(new Set(now.map(([, id]) => id)).size, now.length)
        for (const [name, id] of now) {
          const former = Object.entries(before).find(([, known]) => known === id)?.[0]
          assert.ok(former !== undefined || !owners.has(id), `${name} was given ${id} again`)
          owners.set(id, name)
        }
      }
    }),
    { seed: 7 },
  )
})
