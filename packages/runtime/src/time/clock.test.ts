import assert from 'node:assert/strict'
import { test } from 'node:test'
import { now, toInstant } from './index.ts'

test('the present is an instant in the form in which instants are stored', () => {
  assert.match(now(), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
})

test('an instant in any form and zone comes out in that form, anything else as undefined', () => {
  assert.equal(toInstant('2026-01-01T01:00:00+01:00'), '2026-01-01T00:00:00.000Z')
  assert.equal(toInstant(0), '1970-01-01T00:00:00.000Z')
  assert.equal(toInstant('yesterday'), undefined)
})
