import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { AppError } from '../errors/index.ts'
import { retryConflicts } from './retry-conflicts.ts'

const conflict = (code: string): Error =>
  new AppError('unavailable', { cause: Object.assign(new Error('undone'), { code }) })

describe('work that the server undid', () => {
  for (const code of ['40001', '40P01']) {
    test(`because of ${code} runs again until it succeeds`, async () => {
      let runs = 0
      const result = await retryConflicts(async () => {
        runs++
        if (runs < 3) throw conflict(code)
        return 'done'
      })
      assert.deepEqual([result, runs], ['done', 3])
    })
  }

  test('again and again is given up after five times', async () => {
    let runs = 0
    const failing = retryConflicts(async () => {
      runs++
      throw conflict('40P01')
    })
    await assert.rejects(failing, AppError)
    assert.equal(runs, 5)
  })

  test('for any other reason does not run again', async () => {
    for (const error of [conflict('08006'), conflict('55P03'), new Error('a bug')]) {
      let runs = 0
      const failing = retryConflicts(async () => {
        runs++
        throw error
      })
      await assert.rejects(failing, (thrown) => thrown === error)
      assert.equal(runs, 1)
    }
  })
})
