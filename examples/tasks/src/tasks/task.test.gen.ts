// Generated from task.model.ts. Do not edit: your own tests go in task.test.ts.

import { grantAccess } from '@cambium/runtime/access'
import { decisions, guest, scenarios, type TestApp, user } from '@cambium/runtime/testing'
import { app } from '../app.gen.ts'

/** The records the scenarios need, made without rules and hooks. */
async function prepare({ system }: TestApp) {
  const caller = await system.User.create({
    name: 'Sample 10',
    email: 'person10@example.com',
  })
  const existing = await system.Task.create({
    title: 'Sample 1',
    assigneeId: caller.id,
  })
  return { caller, existing }
}

scenarios('tasks over REST', {
  app,
  hooks: false,
  prepare,
  refusals: [
    {
      name: 'a guest may not list tasks',
      as: guest,
      url: '/api/tasks',
      expect: { status: 401, problem: 'unauthenticated' },
    },
    {
      name: 'an unknown filter',
      as: user('ann'),
      url: '/api/tasks?noSuchField=1',
      expect: { status: 400, problem: 'bad_request', errors: ['noSuchField'] },
    },
    {
      name: 'an unknown sort field',
      as: user('ann'),
      url: '/api/tasks?sort=noSuchField',
      expect: { status: 400, problem: 'bad_request', errors: ['sort'] },
    },
    {
      name: 'an unknown relation',
      as: user('ann'),
      url: '/api/tasks?include=noSuchRelation',
      expect: { status: 400, problem: 'bad_request', errors: ['include'] },
    },
    {
      name: 'a guest may not create a task',
      as: guest,
      method: 'POST',
      url: '/api/tasks',
      body: { title: 'Sample 1' },
      expect: { status: 401, problem: 'unauthenticated' },
    },
    {
      name: 'an unknown field',
      as: user('ann'),
      method: 'POST',
      url: '/api/tasks',
      body: { title: 'Sample 1', noSuchField: 1 },
      expect: { status: 422, problem: 'invalid', errors: ['noSuchField'] },
    },
    {
      name: 'no title',
      as: user('ann'),
      method: 'POST',
      url: '/api/tasks',
      body: {},
      expect: { status: 422, problem: 'invalid', errors: ['title'] },
    },
    {
      name: 'a value of another type for title',
      as: user('ann'),
      method: 'POST',
      url: '/api/tasks',
      body: { title: { wrong: true } },
      expect: { status: 422, problem: 'invalid', errors: ['title'] },
    },
    {
      name: 'too long a text for title',
      as: user('ann'),
      method: 'POST',
      url: '/api/tasks',
      body: { title: 'x'.repeat(201) },
      expect: { status: 422, problem: 'invalid', errors: ['title'] },
    },
    {
      name: 'a value for completedAt, which is read-only',
      as: user('ann'),
      method: 'POST',
      url: '/api/tasks',
      body: { title: 'Sample 1', completedAt: null },
      expect: { status: 422, problem: 'invalid', errors: ['completedAt'] },
    },
    {
      name: 'a task with an id that is none',
      as: user('ann'),
      url: '/api/tasks/%20',
      expect: { status: 404, problem: 'not_found' },
    },
  ],
  answers: [
    {
      name: 'lists tasks',
      as: ({ caller }) => user(caller.id),
      url: '/api/tasks',
      expect: { status: 200, body: { page: { hasMore: false } } },
    },
    {
      name: 'reads a task',
      as: ({ caller }) => user(caller.id),
      url: ({ existing }) => `/api/tasks/${existing.id}`,
      expect: { status: 200, body: ({ existing }) => ({ id: existing.id }) },
    },
    {
      name: 'creates a task',
      as: ({ caller }) => user(caller.id),
      method: 'POST',
      url: '/api/tasks',
      body: { title: 'Sample 2' },
      expect: { status: 201, body: { title: 'Sample 2' } },
    },
    {
      name: 'changes a task',
      as: ({ caller }) => user(caller.id),
      method: 'PATCH',
      url: ({ existing }) => `/api/tasks/${existing.id}`,
      body: { title: 'Sample 3' },
      expect: { status: 200, body: { title: 'Sample 3' } },
    },
  ],
})

decisions('who may do what with tasks', app, [
  {
    name: 'allows read where the caller is its assignee',
    async request({ system }) {
      const caller = await system.User.create({ name: 'Sample 1', email: 'person21@example.com' })
      const project2 = await system.Project.create({ name: 'Sample 1' })
      const record = await system.Task.create({ title: 'Sample 1', assigneeId: caller.id, projectId: project2.id })
      return { as: user(caller.id), url: `/api/tasks/${record.id}` }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses read unless the caller is its assignee',
    async request({ system }) {
      const caller = await system.User.create({ name: 'Sample 1', email: 'person22@example.com' })
      const somebody = await system.User.create({ name: 'Sample 1', email: 'person23@example.com' })
      const project3 = await system.Project.create({ name: 'Sample 1' })
      const record = await system.Task.create({ title: 'Sample 1', assigneeId: somebody.id, projectId: project3.id })
      return { as: user(caller.id), url: `/api/tasks/${record.id}` }
    },
    expect: { status: 404, problem: 'not_found' },
  },
  {
    name: 'allows read where the caller was given the right to read it',
    async request({ system, database }) {
      const project1 = await system.Project.create({ name: 'Sample 1' })
      const record = await system.Task.create({ title: 'Sample 1', projectId: project1.id })
      await grantAccess(database, { entity: 'Task', id: record.id, subject: { user: 'ann' }, right: 'read' })
      return { as: user('ann'), url: `/api/tasks/${record.id}` }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses read unless the caller was given the right to read it',
    async request({ system, database }) {
      const project1 = await system.Project.create({ name: 'Sample 1' })
      const record = await system.Task.create({ title: 'Sample 1', projectId: project1.id })
      await grantAccess(database, { entity: 'Task', id: record.id, subject: { user: 'somebody else' }, right: 'read' })
      return { as: user('ann'), url: `/api/tasks/${record.id}` }
    },
    expect: { status: 404, problem: 'not_found' },
  },
  {
    name: 'allows read where for one of project.members, userId is the caller',
    async request({ system }) {
      const project1 = await system.Project.create({ name: 'Sample 1' })
      const record = await system.Task.create({ title: 'Sample 1', projectId: project1.id })
      const caller = await system.User.create({ name: 'Sample 1', email: 'person24@example.com' })
      await system.Membership.create({ projectId: project1.id, userId: caller.id })
      return { as: user(caller.id), url: `/api/tasks/${record.id}` }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses read unless for one of project.members, userId is the caller',
    async request({ system }) {
      const project1 = await system.Project.create({ name: 'Sample 1' })
      const record = await system.Task.create({ title: 'Sample 1', projectId: project1.id })
      const somebody = await system.User.create({ name: 'Sample 1', email: 'person25@example.com' })
      await system.Membership.create({ projectId: project1.id, userId: somebody.id })
      return { as: user('ann'), url: `/api/tasks/${record.id}` }
    },
    expect: { status: 404, problem: 'not_found' },
  },
  {
    name: 'allows create where the caller is signed in',
    async request({ system }) {
      const caller = await system.User.create({ name: 'Sample 1', email: 'person26@example.com' })
      return { as: user(caller.id), method: 'POST', url: '/api/tasks', body: { title: 'Sample 1' } }
    },
    expect: { status: 201 },
  },
  {
    name: 'refuses create unless the caller is signed in',
    async request() {
      return { as: guest, method: 'POST', url: '/api/tasks', body: { title: 'Sample 1' } }
    },
    expect: { status: 401, problem: 'unauthenticated' },
  },
  {
    name: 'allows update where the caller is its assignee',
    async request({ system }) {
      const caller = await system.User.create({ name: 'Sample 1', email: 'person27@example.com' })
      const record = await system.Task.create({ title: 'Sample 1', assigneeId: caller.id })
      return { as: user(caller.id), method: 'PATCH', url: `/api/tasks/${record.id}`, body: { title: 'Sample 3' } }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses update unless the caller is its assignee',
    async request({ system, database }) {
      const caller = await system.User.create({ name: 'Sample 1', email: 'person28@example.com' })
      const somebody = await system.User.create({ name: 'Sample 1', email: 'person29@example.com' })
      const record = await system.Task.create({ title: 'Sample 1', assigneeId: somebody.id })
      await grantAccess(database, { entity: 'Task', id: record.id, subject: { user: caller.id }, right: 'read' })
      return { as: user(caller.id), method: 'PATCH', url: `/api/tasks/${record.id}`, body: { title: 'Sample 3' } }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
  {
    name: 'allows update where the caller was given the right to write it',
    async request({ system, database }) {
      const record = await system.Task.create({ title: 'Sample 1' })
      await grantAccess(database, { entity: 'Task', id: record.id, subject: { user: 'ann' }, right: 'write' })
      await grantAccess(database, { entity: 'Task', id: record.id, subject: { user: 'ann' }, right: 'read' })
      return { as: user('ann'), method: 'PATCH', url: `/api/tasks/${record.id}`, body: { title: 'Sample 3' } }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses update unless the caller was given the right to write it',
    async request({ system, database }) {
      const record = await system.Task.create({ title: 'Sample 1' })
      await grantAccess(database, { entity: 'Task', id: record.id, subject: { user: 'somebody else' }, right: 'write' })
      await grantAccess(database, { entity: 'Task', id: record.id, subject: { user: 'ann' }, right: 'read' })
      return { as: user('ann'), method: 'PATCH', url: `/api/tasks/${record.id}`, body: { title: 'Sample 3' } }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
  {
    name: 'allows delete where the caller has the role staff, and status is not "completed"',
    async request({ system }) {
      const caller = await system.User.create({ name: 'Sample 1', email: 'person30@example.com' })
      const record = await system.Task.create({ title: 'Sample 1', assigneeId: caller.id })
      return { as: user(caller.id, 'staff'), method: 'DELETE', url: `/api/tasks/${record.id}` }
    },
    expect: { status: 204 },
  },
  {
    name: 'refuses delete unless the caller has the role staff, though status is not "completed"',
    async request({ system }) {
      const caller = await system.User.create({ name: 'Sample 1', email: 'person31@example.com' })
      const record = await system.Task.create({ title: 'Sample 1', assigneeId: caller.id })
      return { as: user(caller.id), method: 'DELETE', url: `/api/tasks/${record.id}` }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
  {
    name: 'refuses delete unless status is not "completed", though the caller has the role staff',
    async request({ system }) {
      const caller = await system.User.create({ name: 'Sample 1', email: 'person32@example.com' })
      const record = await system.Task.create({
        title: 'Sample 1',
        status: 'completed',
        completedAt: '2026-01-03T08:00:00.000Z',
        assigneeId: caller.id,
      })
      return { as: user(caller.id, 'staff'), method: 'DELETE', url: `/api/tasks/${record.id}` }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
  {
    name: 'allows write priority where project.leadId is the caller',
    async request({ system, database }) {
      const caller = await system.User.create({ name: 'Sample 1', email: 'person33@example.com' })
      const project2 = await system.Project.create({ name: 'Sample 1', leadId: caller.id })
      const record = await system.Task.create({ title: 'Sample 1', projectId: project2.id })
      await grantAccess(database, { entity: 'Task', id: record.id, subject: { user: caller.id }, right: 'write' })
      await grantAccess(database, { entity: 'Task', id: record.id, subject: { user: caller.id }, right: 'read' })
      return { as: user(caller.id), method: 'PATCH', url: `/api/tasks/${record.id}`, body: { priority: 4 } }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses write priority unless project.leadId is the caller',
    async request({ system, database }) {
      const caller = await system.User.create({ name: 'Sample 1', email: 'person34@example.com' })
      const somebody = await system.User.create({ name: 'Sample 1', email: 'person35@example.com' })
      const project2 = await system.Project.create({ name: 'Sample 1', leadId: somebody.id })
      const record = await system.Task.create({ title: 'Sample 1', projectId: project2.id })
      await grantAccess(database, { entity: 'Task', id: record.id, subject: { user: caller.id }, right: 'write' })
      await grantAccess(database, { entity: 'Task', id: record.id, subject: { user: caller.id }, right: 'read' })
      return { as: user(caller.id), method: 'PATCH', url: `/api/tasks/${record.id}`, body: { priority: 4 } }
    },
    expect: { status: 403, problem: 'forbidden', errors: ['priority'] },
  },
  {
    name: 'allows write priority where assigneeId is the caller',
    async request({ system }) {
      const caller = await system.User.create({ name: 'Sample 1', email: 'person36@example.com' })
      const record = await system.Task.create({ title: 'Sample 1', assigneeId: caller.id })
      return { as: user(caller.id), method: 'PATCH', url: `/api/tasks/${record.id}`, body: { priority: 4 } }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses write priority unless assigneeId is the caller',
    async request({ system, database }) {
      const caller = await system.User.create({ name: 'Sample 1', email: 'person37@example.com' })
      const somebody = await system.User.create({ name: 'Sample 1', email: 'person38@example.com' })
      const record = await system.Task.create({ title: 'Sample 1', assigneeId: somebody.id })
      await grantAccess(database, { entity: 'Task', id: record.id, subject: { user: caller.id }, right: 'write' })
      await grantAccess(database, { entity: 'Task', id: record.id, subject: { user: caller.id }, right: 'read' })
      return { as: user(caller.id), method: 'PATCH', url: `/api/tasks/${record.id}`, body: { priority: 4 } }
    },
    expect: { status: 403, problem: 'forbidden', errors: ['priority'] },
  },
])
