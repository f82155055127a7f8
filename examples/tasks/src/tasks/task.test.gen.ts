// Generated from task.model.ts. Do not edit: your own tests go in task.test.ts.

import { guest, scenarios, type TestApp, user } from '@cambium/runtime/testing'
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
