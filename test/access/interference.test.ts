import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { describeInterference, runInterference } from './interference/index.ts'
import { mistakes } from './world/index.ts'

const run = {
  seed: 20_261_120,
  requestsPerPair: 150,
  pairsPerWorld: 4,
  database: 'sqlite',
} as const

describe('two databases that differ in what the caller may not see', () => {
  test('answer 2,000 requests with the same bytes, on SQLite', async () => {
    const report = await runInterference({ ...run, requests: 2000 })
    assert.equal(report.leaks.length, 0, describeInterference(report))
    assert.ok(report.requests >= 2000)
    for (const kind of ['changed', 'added', 'removed', 'links', 'grants', 'history']) {
      const words = `something hidden is ${kind}`
      assert.ok((report.changes.get(kind) ?? 0) > 10, `${words}\n${describeInterference(report)}`)
    }
    const leftOut = [...report.channels.values()].reduce((sum, count) => sum + count, 0)
    assert.ok(leftOut < report.requests * 0.02, describeInterference(report))
  })

  test('answer 120 requests with the same bytes, on PostgreSQL', async () => {
    const report = await runInterference({
      ...run,
      requests: 120,
      requestsPerPair: 120,
      database: 'postgres',
    })
    assert.equal(report.leaks.length, 0, describeInterference(report))
  })
})

describe('somebody finds out what is hidden from a project that', () => {
  for (const { name, spoil, seed = run.seed } of mistakes.filter(({ tells }) => tells)) {
    test(name, async () => {
      const report = await runInterference({
        ...run,
        seed,
        requests: 8000,
        requestsPerPair: 60,
        spoil,
        maxDifferences: 1,
      })
      assert.equal(report.leaks.length, 1, describeInterference(report))
    })
  }
})
