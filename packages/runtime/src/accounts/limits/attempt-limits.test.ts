import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createAttemptLimits, networkOf } from './attempt-limits.ts'

describe('networkOf()', () => {
  const cases: readonly (readonly [address: string, network: string])[] = [
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
    ['::', '0:0:0:0'],
  ]
  for (const [address, network] of cases) {
    test(`takes ${address} for one of ${network}`, () => {
      assert.equal(networkOf(address), network)
    })
  }
})

test('who has a whole network of IPv6 to guess from guesses no more often', () => {
  const limits = createAttemptLimits(() => 0)
  const guess = (index: number): void =>
    limits.count({ kind: 'guess', address: `2001:db8:1:2::${index}`, account: undefined })
  for (let index = 0; index < 100; index++) guess(index)
  assert.throws(() => guess(100), /Too many attempts/)
  limits.count({ kind: 'guess', address: '2001:db8:1:3::1', account: undefined })
})
