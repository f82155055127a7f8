import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { describeMatrix, runMatrix } from './matrix/index.ts'
import { mistakes } from './world/index.ts'

const run = { seed: 20_261_120, cellsPerWorld: 250, database: 'sqlite' } as const
const kinds = [
  'list',
  'list of related',
  'get',
  'aggregate',
  'create',
  'update',
  'delete',
  'upsert',
  'updateMatching',
  'deleteMatching',
  'history',
  'grants',
  'share',
  'unshare',
]

describe('random models with random rules', () => {
  test('answer 2,000 requests as their rules say, on SQLite', async () => {
    const report = await runMatrix({ ...run, cells: 2000 })
    assert.equal(report.differences.length, 0, describeMatrix(report))
    assert.ok(report.cells >= 2000)
    for (const kind of kinds) {
      const statuses = Object.entries(report.kinds.get(kind) ?? {})
      const isDone = statuses.some(([status]) => Number(status) < 300)
      const isRefused = statuses.some(([status]) => Number(status) >= 400)
      assert.ok(
        isDone && isRefused,
        `${kind} is let through and refused\n${describeMatrix(report)}`,
      )
    }
  })

  test('answer 250 requests as their rules say, on PostgreSQL', async () => {
    const report = await runMatrix({ ...run, cells: 250, database: 'postgres' })
    assert.equal(report.differences.length, 0, describeMatrix(report))
  })
})

describe('the matrix notices a project that', () => {
  for (const { name, spoil, seed = run.seed } of mistakes) {
    test(name, async () => {
      const report = await runMatrix({
        ...run,
        seed,
        cells: 4000,
        cellsPerWorld: 120,
        spoil,
        maxDifferences: 1,
      })
      assert.ok(report.differences.length > 0, describeMatrix(report))
    })
  }
})
