import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { newId, newNanoid } from './index.ts'

describe('an id', () => {
  test('is a UUID of version 7 that starts with the time it was made', () => {
    const id = newId()
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    const madeMs = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
    assert.ok(Math.abs(madeMs - Date.now()) < 1_000)
  })

  test('is greater than every one before it, also within a millisecond', () => {
    const ids = Array.from({ length: 50_000 }, newId)
    assert.deepEqual(ids, [...new Set(ids)].sort())
  })
})

describe('a nanoid', () => {
  test('has 21 characters for addresses and does not come twice', () => {
    const ids = Array.from({ length: 10_000 }, newNanoid)
    assert.ok(ids.every((id) => /^[\w-]{21}$/.test(id)))
    assert.equal(new Set(ids).size, ids.length)
  })
})
