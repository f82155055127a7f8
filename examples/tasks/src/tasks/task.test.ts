import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { guest, startTestApp, type TestApp, user } from '@cambium/runtime/testing'
import { app } from '../app.gen.ts'
import type { Task } from './task.schema.gen.ts'

describe('tasks', () => {
  let running: TestApp
  let ada: string
  let grace: string
  let projectId: string

  before(async () => {
    running = await startTestApp(app)
    const { User, Project, Membership } = running.system
    ada = (await User.create({ name: 'Ada', email: 'ada@example.com' })).id
    grace = (await User.create({ name: 'Grace', email: 'grace@example.com' })).id
    projectId = (await Project.create({ name: 'Engine', leadId: ada })).id
    await Membership.create({ projectId, userId: grace })
  })
  after(() => running.close())

  const create = (id: string, body: object) =>
    running.call<Task>({ as: user(id), method: 'POST', url: '/api/tasks', body })
  const change = (id: string, task: Task, body: object) =>
    running.call<Task>({ as: user(id), method: 'PATCH', url: `/api/tasks/${task.id}`, body })

  test('guests create nothing and see nothing', async () => {
    const body = { title: 'Mine' }
    const created = await running.call({ as: guest, method: 'POST', url: '/api/tasks', body })
    assert.equal(created.status, 401)
    assert.deepEqual((await running.call({ as: guest, url: '/api/tasks' })).status, 401)
  })

  test('a task is its creator’s own unless it is in a project', async () => {
    const { body: own } = await create(ada, { title: 'Own' })
    const { body: shared } = await create(ada, { title: 'Shared', projectId })
    assert.equal(own.assigneeId, ada)
    const asGrace = (task: Task) => running.call({ as: user(grace), url: `/api/tasks/${task.id}` })
    assert.equal((await asGrace(own)).status, 404)
    assert.equal((await asGrace(shared)).status, 200)
    assert.equal((await change(grace, shared, { title: 'Theirs' })).status, 403)
  })

  test('completing a task notes when, and there is no way back', async () => {
    const { body: task } = await create(ada, { title: 'Write' })
    const { body: completed } = await change(ada, task, { status: 'completed' })
    assert.ok(completed.completedAt)
    assert.equal((await change(ada, task, { status: 'pending' })).status, 422)
  })

  test('the lead of a project sets priorities, others only of their own tasks', async () => {
    const { body: task } = await create(grace, { title: 'Read', projectId, priority: 2 })
    assert.equal((await change(grace, task, { priority: 1 })).status, 200)
  })

  test('tags are linked and found from both ends', async () => {
    const tag = await running.system.Tag.create({ name: 'Errand' })
    assert.equal(tag.name, 'errand')
    const { body: task } = await create(ada, { title: 'Shop', tagIds: [tag.id] })
    const url = `/api/tags/${tag.id}/tasks`
    const { body } = await running.call<{ data: Task[] }>({ as: user(ada), url })
    assert.deepEqual(
      body.data.map(({ id }) => id),
      [task.id],
    )
  })
})
