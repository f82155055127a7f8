import assert from 'node:assert/strict'
import { test } from 'node:test'
import { otherShapes } from './chapters/other-shapes.ts'
import { people } from './chapters/people.ts'
import { smallChanges } from './chapters/small-changes.ts'
import { tablesFollow } from './chapters/tables-follow.ts'
import { driftFromTheBeginning, openLivedFile, openLivedPostgres } from './databases.ts'
import { askHooks, writeFirstDay } from './first-day.ts'
import { beginLife } from './life.ts'
import { createLivedProject } from './project.ts'

const chapters = {
  'small changes': smallChanges,
  'tables follow': tablesFollow,
  'other shapes': otherShapes,
  people,
}

test('a project lives through more than thirty changes of its model', async (t) => {
  const project = await createLivedProject()
  const databases = [await openLivedFile(project), await openLivedPostgres(project)]
  const steps = Object.values(chapters).flat().length
  const life = beginLife({ project, databases, probe: askHooks, steps })
  let failed = false
  try {
    await writeFirstDay(project)
    for (const [chapter, steps] of Object.entries(chapters)) {
      for (const step of steps) {
        await t.test(`${chapter}: ${step.title}`, { skip: failed }, async () => {
          failed = true
          await life.take(step)
          failed = false
        })
      }
    }
    await t.test('all of it from the beginning, in empty databases', { skip: failed }, async () => {
      for (const { dialect } of databases) {
        assert.deepEqual(await driftFromTheBeginning(project, dialect), [], dialect)
      }
    })
    t.diagnostic(`${life.compared()} values were the same before and after`)
  } finally {
    for (const database of databases) await database.close()
    project.remove()
  }
})
