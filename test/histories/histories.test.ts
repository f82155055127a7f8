import assert from 'node:assert/strict'
import process from 'node:process'
import { test } from 'node:test'
import { runFuzz } from '../../packages/generator/src/proof/fuzz/index.ts'
import { createMigrator, createTrial, openMigratedFile, openMigratedSchema } from './index.ts'

const url = process.env.CAMBIUM_TEST_POSTGRES_URL
const databases = url === undefined ? 'SQLite' : 'SQLite and on a PostgreSQL server'

test(`random histories whose migrations are broken off lose nothing on ${databases}`, async () => {
  const migrator = createMigrator()
  const trial = createTrial(migrator, { seed: 11, broken: 0.5 })
  try {
    const { steps, returns, failures } = await runFuzz({
      seed: 11,
      steps: 8,
      openEngines: async (history) => [
        await openMigratedFile(trial),
        ...(url === undefined
          ? []
          : [await openMigratedSchema(trial, url, `broken_${process.pid}_${history}`)]),
      ],
    })
    assert.deepEqual(failures, [])
    assert.equal(steps, 8)
    assert.ok(returns > 2)
    assert.ok(trial.counts.brokenOff >= 5, `${trial.counts.brokenOff} broken off`)
  } finally {
    await migrator.close()
  }
})
