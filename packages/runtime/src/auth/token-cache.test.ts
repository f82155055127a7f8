import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createCaller } from '../access/index.ts'
import { createTokenCache } from './token-cache.ts'

const ann = createCaller({ id: 'ann', roles: [] })

test('forgets the token that was used longest ago', () => {
  const cache = createTokenCache(2)
  cache.set('a', ann, 100)
  cache.set('b', ann, 100)
  assert.equal(cache.get('a', 0), ann)
  cache.set('c', ann, 100)
  assert.equal(cache.size, 2)
  assert.equal(cache.get('b', 0), undefined)
  assert.equal(cache.get('a', 0), ann)
})

test('forgets a token whose time is over', () => {
  const cache = createTokenCache(2)
  cache.set('a', ann, 100)
  assert.equal(cache.get('a', 99), ann)
  assert.equal(cache.get('a', 100), undefined)
  assert.equal(cache.size, 0)
})
