import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createCipher } from './cipher.ts'

const cipher = createCipher('the first key, of forty characters ......')

describe('the cipher of encrypted columns', () => {
  test('gives back what it was given, and never the same text for it', () => {
    for (const text of ['', 'secret', 'Zoë \u{1F333}', 'x'.repeat(100_000)]) {
      const stored = cipher.encrypt(text)
      assert.equal(cipher.decrypt(stored), text)
      assert.notEqual(cipher.encrypt(text), stored)
    }
  })

  test('refuses what was changed, cut or written with another key', () => {
    const stored = cipher.encrypt('secret')
    const other = createCipher('the second key, of forty characters .....')
    const changed = `${stored.slice(0, 8)}${stored[8] === 'A' ? 'B' : 'A'}${stored.slice(9)}`
    assert.throws(() => cipher.decrypt(changed))
    assert.throws(() => cipher.decrypt(stored.slice(0, 20)))
    assert.throws(() => cipher.decrypt('secret'))
    assert.throws(() => other.decrypt(stored))
  })

  test('refuses a key that is too short', () => {
    assert.throws(() => createCipher('short'), TypeError)
  })
})
