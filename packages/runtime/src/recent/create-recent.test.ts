import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRecent } from './index.ts'

test('what is used again and again stays, what is not is forgotten', () => {
  const recent = createRecent<string, number>(10)
  recent.set('used', 1)
  recent.set('unused', 2)
  for (let at = 0; at < 100; at++) {
    recent.set(`other-${at}`, at)
    assert.equal(recent.get('used'), 1)
    assert.ok(recent.size <= 10, `${recent.size} values are held`)
  }
  assert.equal(recent.get('unused'), undefined)
})

test('what was set again, deleted or cleared is not found as it was', () => {
  const recent = createRecent<string, number>(4)
  for (const value of [1, 2, 3]) recent.set('a', value)
  assert.equal(recent.get('a'), 3)
  for (const name of ['b', 'c', 'd']) recent.set(name, 0)
  recent.delete('a')
  assert.equal(recent.get('a'), undefined)
  recent.clear()
  assert.equal(recent.get('d'), undefined)
  assert.equal(recent.size, 0)
})
