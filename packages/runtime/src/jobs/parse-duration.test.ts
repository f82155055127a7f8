import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDuration, parseRate } from './parse-duration.ts'

test('a length of time is a number of milliseconds or text with units', () => {
  const cases: [number | string, number][] = [
    [0, 0],
    [1_500, 1_500],
    ['500ms', 500],
    ['30s', 30_000],
    ['1.5s', 1_500],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['1d', 86_400_000],
  ]
  for (const [given, expected] of cases) assert.equal(parseDuration(given, 'timeout'), expected)
})

test('what is no length of time is refused with what it was meant for', () => {
  for (const given of ['', '5', '5 m', 'm', '-1s', '1y', '99999d', -1, Number.NaN, Infinity]) {
    assert.throws(
      () => parseDuration(given, 'timeout of job "a"'),
      /timeout of job "a": .* no length/,
    )
  }
})

test('a rate is a count in a length of time', () => {
  assert.deepEqual(parseRate('10/1m', 'rate'), { count: 10, windowMs: 60_000 })
  assert.deepEqual(parseRate('10/m', 'rate'), { count: 10, windowMs: 60_000 })
  assert.deepEqual(parseRate('3/500ms', 'rate'), { count: 3, windowMs: 500 })
  for (const given of ['', '10', '0/1m', '10/', '10/0s', '/1m', '-1/1m', '10/1y']) {
    assert.throws(() => parseRate(given, 'rate'), /is no rate/)
  }
})
