import assert from 'node:assert/strict'
import { mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { createCheckpoints } from './checkpoints.ts'

const folder = mkdtempSync(join(tmpdir(), 'cambium-checkpoints-'))

test('the log is carried over into the file, and closing waits for the thread', async () => {
  const path = join(folder, 'app.db')
  const database = new DatabaseSync(path)
  database.exec('pragma journal_mode = wal; create table "a" ("b" text)')
  const before = statSync(path).size
  const checkpoints = createCheckpoints({ path, carryFew: assert.fail, onFailure: assert.fail })
  checkpoints.committed(1_000)
  for (let tries = 0; statSync(path).size === before && tries < 100; tries++) await wait(20)
  assert.ok(statSync(path).size > before)
  await checkpoints.close()
  database.close()
})

test('a thread that is lost is reported once, and closing does not wait for it', async () => {
  const failures: unknown[] = []
  const path = join(folder, 'no', 'such', 'folder', 'app.db')
  const checkpoints = createCheckpoints({
    path,
    carryFew: assert.fail,
    onFailure: (error) => failures.push(error),
  })
  checkpoints.committed(1_000)
  for (let tries = 0; failures.length === 0 && tries < 200; tries++) await wait(20)
  checkpoints.committed(1_000)
  await checkpoints.close()
  assert.equal(failures.length, 1)
})

test('few commits are carried over without a thread, and tried again where that fails', async () => {
  let calls = 0
  const checkpoints = createCheckpoints({
    // In its folder no thread could open anything.
    path: join(folder, 'no', 'app.db'),
    carryFew() {
      calls++
      if (calls === 1) throw new Error('in a transaction')
    },
    onFailure: assert.fail,
  })
  checkpoints.committed(3)
  for (let tries = 0; calls < 2 && tries < 400; tries++) await wait(20)
  assert.equal(calls, 2)
  await checkpoints.close()
})

test('without a commit there is no thread to wait for', async () => {
  await createCheckpoints({
    path: join(folder, 'none.db'),
    carryFew: assert.fail,
    onFailure: assert.fail,
  }).close()
})
