import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createCaller } from '../access/index.ts'
import { createTokenCache } from './token-cache.ts'

const ann = createCaller({ id: 'ann', roles: [] })

test('keeps what is used and forgets what was not used for long', () => {
  const cache = createTokenCache(4)
  for (const header of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
    cache.set(header, ann, 100)
    assert.equal(cache.get('a', 0), ann)
    assert.ok(cache.size <= 4, String(cache.size))
  }
  assert.equal(cache.get('b', 0), undefined)
  assert.equal(cache.get('g', 0), ann)
})

test('forgets a token whose time is over', () => {
  const cache = createTokenCache(2)
  cache.set('a', ann, 100)
  assert.equal(cache.get('a', 99), ann)
  assert.equal(cache.get('a', 100), undefined)
  assert.equal(cache.size, 0)
})
