import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { ProjectBusyError, withProjectLock } from './project-lock.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'cambium-lock-'))

test('two runs at once take turns', async () => {
  const project = folder()
  const log: string[] = []
  const run = (name: string) =>
    withProjectLock(project, async () => {
      log.push(`${name} in`)
      await delay(60)
      log.push(`${name} out`)
    })
  await Promise.all([run('a'), run('b')])
  assert.deepEqual(log, ['a in', 'a out', 'b in', 'b out'])
})

test('a run that finds the project busy for too long says who holds it', async () => {
  const project = folder()
  await withProjectLock(project, async () => {
    await assert.rejects(
      withProjectLock(project, () => undefined, 10),
      (error) => error instanceof ProjectBusyError && error.message.includes(String(process.pid)),
    )
  })
})

test('the lock of a process that is gone is taken over', async () => {
  const project = folder()
  mkdirSync(join(project, '.cambium'))
  const gone = spawnSync(process.execPath, ['-e', '']).pid
  writeFileSync(join(project, '.cambium/lock'), `${gone}\n`)
  assert.equal(await withProjectLock(project, () => 'done', 500), 'done')
})
