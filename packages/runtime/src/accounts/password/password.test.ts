import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { AppError } from '../../errors/index.ts'
import { checkPassword, createPasswordHasher, createWorkQueue } from './index.ts'

const hasher = createPasswordHasher(createWorkQueue({ concurrency: 2, maxWaiting: 64 }))

describe('the hash of a password', () => {
  test('is argon2id, another one each time, and known again', async () => {
    const [one, two] = [await hasher.hash('a long enough password'), await hasher.hash('same')]
    assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
    assert.notEqual(await hasher.hash('same'), two)
    assert.equal(await hasher.verify(one, 'a long enough password'), true)
    assert.equal(await hasher.verify(one, 'a long enough passwore'), false)
  })

  test('does not depend on how the letters were typed', async () => {
    const hash = await hasher.hash('caf\u00e9 au lait')
    assert.equal(await hasher.verify(hash, 'cafe\u0301 au lait'), true)
  })

  test('is worked out two at a time, and refused when 64 wait', async () => {
    const queue = createWorkQueue({ concurrency: 2, maxWaiting: 3 })
    let running = 0
    let most = 0
    const work = async (): Promise<void> => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, 5))
      running--
    }
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => queue.run(work)))
    assert.equal(most, 2)
    const refused = all.filter((one) => one.status === 'rejected')
    assert.equal(refused.length, 3)
    const reason: unknown = refused[0]?.reason
    assert.ok(reason instanceof AppError && reason.code === 'unavailable')
    assert.equal(reason.details.retryAfter, 2)
    await queue.run(work)
  })
})

describe('a password', () => {
  const site = { path: 'password', hasSecondFactor: false, words: ['ann.miller', 'bookshop'] }
  const problem = (password: string, hasSecondFactor = false): string | undefined => {
    try {
      checkPassword(password, { ...site, hasSecondFactor })
      return undefined
    } catch (error) {
      assert.ok(error instanceof AppError && error.code === 'invalid')
      return error.errors[0]?.code
    }
  }

  for (const password of [
    'blue bottle lifts the moon',
    'wJ8#kd02 lxmQpz',
    'correct horse battery staple and a green chair',
    'ann.miller keeps eleven geese',
    '\u6211\u7684\u5bc6\u7801\u662f\u4e00\u53ea\u84dd\u8272\u7684\u732b\u548c\u4e09\u6761\u9c7c',
    'summerrainfallsonthetinroof',
  ]) {
    test(`may be: ${password}`, () => assert.equal(problem(password), undefined))
  }

  for (const password of [
    'passwordpassword',
    'Password12345678',
    'P@ssw0rdP@ssw0rd!',
    'aaaaaaaaaaaaaaaa',
    'abcabcabcabcabcabc',
    '123456789012345',
    'qwertyuiopasdfgh',
    'qwertyuiop12345',
    'abcdefghijklmnop',
    'correcthorsebatterystaple',
    'ThisIsMyPassword!',
    'administratorpassword1',
    'ann.miller54321',
    'bookshopbookshop',
    '1q2w3e4r5t6y7u8i',
  ]) {
    test(`may not be: ${password}`, () => assert.equal(problem(password), 'common'))
  }

  test('has 15 characters, or 8 beside a second factor', () => {
    assert.equal(problem('tulip-cave-94x'), 'minLength')
    assert.equal(problem('tulip-cave-94xy'), undefined)
    assert.equal(problem('tulip9c', true), 'minLength')
    assert.equal(problem('tulip9cx', true), undefined)
    assert.equal(problem('dragon12', true), 'common')
    assert.equal(problem(`${'\u{1f98a}'.repeat(3)}fox-and-den`), 'minLength')
    assert.equal(problem('x y'.repeat(400)), 'maxLength')
  })
})
