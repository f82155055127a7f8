import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nearestName } from './nearest-name.ts'

const names = ['title', 'status', 'createdAt', 'assignee']

for (const [written, meant] of [
  ['titel', 'title'],
  ['Title', 'title'],
  ['stauts', 'status'],
  ['createAt', 'createdAt'],
  ['created_at', 'createdAt'],
  ['asignee', 'assignee'],
] as const) {
  test(`${written} was meant to be ${meant}`, () =>
    assert.equal(nearestName(written, names), meant))
}

test('nothing is meant by what is like nothing', () => {
  assert.equal(nearestName('price', names), null)
  assert.equal(nearestName('x', ['a', 'b']), null)
  assert.equal(nearestName('', names), null)
})
