import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runGradualFuzz } from './run-gradual-fuzz.ts'

test('random gradual changes are read and written by old and new code, and lead to the tables of a fresh start', async () => {
  const { changes, renames, failures } = await runGradualFuzz({ seed: 7, changes: 12 })
  assert.deepEqual(failures, [])
  assert.equal(changes, 12)
  assert.ok(renames > 0, 'no field was renamed')
})
