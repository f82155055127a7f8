import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runFuzz } from './run-fuzz.ts'

test('random histories of a model lead to the tables of a fresh start and lose no value', async () => {
  const { steps, failures } = await runFuzz({ seed: 4, steps: 30 })
  assert.deepEqual(failures, [])
  assert.equal(steps, 30)
})
