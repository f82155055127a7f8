import assert from 'node:assert/strict'
import { test } from 'node:test'
import { timeAfter } from './time-after.ts'

const now = new Date('2026-11-20T16:34:55.400Z')

test('a migration is a second later than one that was saved in the same second', () => {
  assert.equal(timeAfter(['20261120T163455_create'], now).toISOString(), '2026-11-20T16:34:56.000Z')
  assert.equal(
    timeAfter(['20261120T163455_a', '20261120T163459_b'], now).toISOString(),
    '2026-11-20T16:35:00.000Z',
  )
})

test('it is of now otherwise, whatever other folders are called', () => {
  for (const ids of [[], ['20261120T163453_create'], ['1_first'], ['20261399T999999_odd']]) {
    assert.deepEqual(timeAfter(ids, now), now)
  }
})
