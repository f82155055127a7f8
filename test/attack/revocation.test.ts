import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeRevocation, runRevocation } from './revocation/index.ts'

test('what ended at one process opens no door of another a second later', {
  timeout: 180_000,
}, async () => {
  const report = await runRevocation({ trials: 6, beside: 6 })
  assert.deepEqual(report.failures, [], describeRevocation(report))
  assert.equal(report.trials, 6)
  assert.equal(report.latest.size, 6, describeRevocation(report))
  assert.ok(report.watched > 500, describeRevocation(report))
})
