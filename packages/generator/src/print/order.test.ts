import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareNames } from './order.ts'

test('compareNames() orders letter by letter, capitals first, numbers by value', () => {
  const ordered = [
    'assignments',
    'Columns',
    'columns',
    'item2',
    'item10',
    'Server',
    'sendPage',
    'sql',
  ]
  assert.deepEqual([...ordered].reverse().sort(compareNames), ordered)
})
