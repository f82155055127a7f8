import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startTestApp, type TestApp, user } from '@cambium/runtime/testing'
import { app } from '../app.gen.ts'
import type { Project } from './project.schema.gen.ts'

describe('projects', () => {
  let running: TestApp
  let ada: string
  let grace: string

  before(async () => {
    running = await startTestApp(app)
    const { User } = running.system
    ada = (await User.create({ name: 'Ada', email: 'ada@example.com' })).id
    grace = (await User.create({ name: 'Grace', email: 'grace@example.com' })).id
  })
  after(() => running.close())

  test('only the lead takes in members, who then see the project and its tasks', async () => {
    const lead = user(ada)
    const { body: project } = await running.call<Project>({
      as: lead,
      method: 'POST',
      url: '/api/projects',
      body: { name: 'Engine' },
    })
    const url = `/api/projects/${project.id}`
    const join = (as: typeof lead, userId: string) =>
      running.call({
        as,
        method: 'POST',
        url: '/api/memberships',
        body: { projectId: project.id, userId },
      })
    assert.equal((await running.call({ as: user(grace), url })).status, 404)
    // A project that may not be read is one that is not there.
    assert.equal((await join(user(grace), grace)).status, 422)
    assert.equal((await join(lead, grace)).status, 201)
    assert.equal((await join(lead, grace)).status, 409)
    assert.equal((await running.call({ as: user(grace), url })).status, 200)
    assert.equal((await join(user(grace), ada)).status, 403)
  })

  test('counts its tasks, and those still open', async () => {
    const { Project, Task } = running.system
    const { id } = await Project.create({ name: 'Notes', leadId: ada })
    await Task.create({ title: 'One', projectId: id })
    const completedAt = '2026-11-20T12:00:00.000Z'
    await Task.create({ title: 'Two', projectId: id, status: 'completed', completedAt })
    const { body } = await running.call<Project>({ as: user(ada), url: `/api/projects/${id}` })
    assert.deepEqual([body.taskCount, body.openTaskCount], [2, 1])
  })
})
