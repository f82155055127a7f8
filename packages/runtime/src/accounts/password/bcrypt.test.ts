import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import bcrypt from 'bcryptjs'
import { createPasswordHasher, createWorkQueue } from './index.ts'

const hasher = createPasswordHasher(createWorkQueue({ concurrency: 2, maxWaiting: 64 }))

describe('a password that was hashed with bcrypt elsewhere', () => {
  const hash = bcrypt.hashSync('caf\u00e9 au lait', 5)

  for (const mark of ['$2a$', '$2b$', '$2y$']) {
    test(`is known again by ${mark}`, async () => {
      const marked = `${mark}${hash.slice(4)}`
      assert.equal(hasher.isForeign(marked), true)
      assert.equal(await hasher.verify(marked, 'caf\u00e9 au lait'), true)
      assert.equal(await hasher.verify(marked, 'caf\u00e9 au lai'), false)
      assert.equal(await hasher.verify(marked, ''), false)
    })
  }

  test('was made elsewhere: our own hashes were not', async () => {
    assert.equal(hasher.isForeign(await hasher.hash('x')), false)
    assert.equal(hasher.isForeign('$2b$10$short'), false)
    assert.equal(hasher.isForeign(hash.replace('$2b$05', '$2x$05')), false)
    await assert.rejects(hasher.verify('$2b$10$short', 'x'), /is none/)
  })

  test('counts with its first 72 bytes, as it did there', async () => {
    const long = bcrypt.hashSync(`${'a'.repeat(71)}\u00e9b`, 4)
    assert.equal(await hasher.verify(long, `${'a'.repeat(71)}\u00e9 and more`), true)
    assert.equal(await hasher.verify(long, `${'a'.repeat(70)}\u00e9b`), false)
  })

  test('is not compared where that would take long, or where a NUL is in it', async () => {
    const costly = `$2b$31$${hash.slice(7)}`
    const startedAt = performance.now()
    assert.equal(await hasher.verify(costly, 'caf\u00e9 au lait'), false)
    assert.ok(performance.now() - startedAt < 1_000)
    const short = bcrypt.hashSync('abc', 4)
    assert.equal(await hasher.verify(short, 'abc'), true)
    assert.equal(await hasher.verify(short, 'abc\0abc'), false)
  })

  test('keeps nothing else from running', async () => {
    const costly = bcrypt.hashSync('x', 11)
    let longest = 0
    let before = performance.now()
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - before)
      before = performance.now()
    }, 5)
    const startedAt = performance.now()
    assert.equal(await hasher.verify(costly, 'x'), true)
    const took = performance.now() - startedAt
    clearInterval(timer)
    assert.ok(took > longest, `it took ${took} ms, and nothing else ran for ${longest} ms`)
    assert.ok(hasher.slowestForeignMs > 0)
  })
})
