import assert from 'node:assert/strict'
import { test } from 'node:test'
import { notesApp } from '../app/fixture/notes-app.ts'
import { workingApp } from '../app/work/fixture/working-app.ts'
import { sql } from '../database/index.ts'
import { startTestApp, type TestApp } from './index.ts'

/** Makes folders as server code does, each of which asks for a job. */
async function makeFolders({ system }: TestApp, ...names: string[]): Promise<void> {
  const { Folder } = system as unknown as { Folder: { create(input: object): Promise<unknown> } }
  for (const name of names) await Folder.create({ name })
}

test('a test does what outlives its requests when it says so, and not before', async () => {
  const app = await startTestApp(workingApp)
  await makeFolders(app, 'Ann', 'Bob')
  const waiting = sql`select count(*) from "cambium_jobs" where "status" = 'waiting'`
  assert.equal(await app.database.count(waiting), 2)
  assert.equal(await app.drain(), 2)
  assert.equal(await app.database.count(waiting), 0)
  assert.equal(await app.drain(), 0)
  await app.close()
})

test('what waits for a time is done when the test asks for that too', async () => {
  const app = await startTestApp(workingApp)
  await makeFolders(app, 'Ann')
  await app.database.run(
    sql`update "cambium_jobs" set "status" = 'delayed', "run_at" = ${'2999-01-01T00:00:00.000Z'}`,
  )
  assert.equal(await app.drain(), 0)
  assert.equal(await app.drain({ later: true }), 1)
  await app.close()
})

test('an application in which nothing outlives a request has nothing to do', async () => {
  const app = await startTestApp(notesApp)
  assert.equal(await app.drain(), 0)
  await app.close()
})
