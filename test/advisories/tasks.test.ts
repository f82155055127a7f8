import { after, before, describe } from 'node:test'
import { tokens } from './cases/tokens.ts'
import { openTasks, type Tasks } from './fixture/tasks.ts'
import { tryAdvisories } from './fixture/try-advisories.ts'

describe('advisories of others, on tokens', () => {
  let tasks: Tasks
  before(async () => {
    tasks = await openTasks()
  })
  after(() => tasks.close())

  tryAdvisories(tokens, () => tasks, { isAlone: true })
})
