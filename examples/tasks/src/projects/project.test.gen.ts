// Generated from project.model.ts. Do not edit: your own tests go in project.test.ts.

import { decisions, guest, scenarios, type TestApp, user } from '@cambium/runtime/testing'
import { app } from '../app.gen.ts'

/** The records the scenarios need, made without rules and hooks. */
async function prepare({ system }: TestApp) {
  const caller = await system.User.create({
    name: 'Sample 10',
    email: 'person10@example.com',
  })
  const existing = await system.Project.create({
    name: 'Sample 1',
    leadId: caller.id,
  })
  return { caller, existing }
}

scenarios('projects over REST', {
  app,
  hooks: false,
  prepare,
  refusals: [
    {
      name: 'a guest may not list projects',
      as: guest,
      url: '/api/projects',
      expect: { status: 401, problem: 'unauthenticated' },
    },
    {
      name: 'an unknown filter',
      as: user('ann'),
      url: '/api/projects?noSuchField=1',
      expect: { status: 400, problem: 'bad_request', errors: ['noSuchField'] },
    },
    {
      name: 'an unknown sort field',
      as: user('ann'),
      url: '/api/projects?sort=noSuchField',
      expect: { status: 400, problem: 'bad_request', errors: ['sort'] },
    },
    {
      name: 'an unknown relation',
      as: user('ann'),
      url: '/api/projects?include=noSuchRelation',
      expect: { status: 400, problem: 'bad_request', errors: ['include'] },
    },
    {
      name: 'a guest may not create a project',
      as: guest,
      method: 'POST',
      url: '/api/projects',
      body: { name: 'Sample 1' },
      expect: { status: 401, problem: 'unauthenticated' },
    },
    {
      name: 'an unknown field',
      as: user('ann'),
      method: 'POST',
      url: '/api/projects',
      body: { name: 'Sample 1', noSuchField: 1 },
      expect: { status: 422, problem: 'invalid', errors: ['noSuchField'] },
    },
    {
      name: 'no name',
      as: user('ann'),
      method: 'POST',
      url: '/api/projects',
      body: {},
      expect: { status: 422, problem: 'invalid', errors: ['name'] },
    },
    {
      name: 'a value of another type for name',
      as: user('ann'),
      method: 'POST',
      url: '/api/projects',
      body: { name: { wrong: true } },
      expect: { status: 422, problem: 'invalid', errors: ['name'] },
    },
    {
      name: 'too long a text for name',
      as: user('ann'),
      method: 'POST',
      url: '/api/projects',
      body: { name: 'x'.repeat(121) },
      expect: { status: 422, problem: 'invalid', errors: ['name'] },
    },
    {
      name: 'a value for taskCount, which is read-only',
      as: user('ann'),
      method: 'POST',
      url: '/api/projects',
      body: { name: 'Sample 1', taskCount: null },
      expect: { status: 422, problem: 'invalid', errors: ['taskCount'] },
    },
    {
      name: 'a project with an id that is none',
      as: user('ann'),
      url: '/api/projects/%20',
      expect: { status: 404, problem: 'not_found' },
    },
  ],
  answers: [
    {
      name: 'lists projects',
      as: ({ caller }) => user(caller.id),
      url: '/api/projects',
      expect: { status: 200, body: { page: { hasMore: false } } },
    },
    {
      name: 'reads a project',
      as: ({ caller }) => user(caller.id),
      url: ({ existing }) => `/api/projects/${existing.id}`,
      expect: { status: 200, body: ({ existing }) => ({ id: existing.id }) },
    },
    {
      name: 'creates a project',
      as: ({ caller }) => user(caller.id),
      method: 'POST',
      url: '/api/projects',
      body: { name: 'Sample 2' },
      expect: { status: 201, body: { name: 'Sample 2' } },
    },
    {
      name: 'changes a project',
      as: ({ caller }) => user(caller.id),
      method: 'PATCH',
      url: ({ existing }) => `/api/projects/${existing.id}`,
      body: { name: 'Sample 3' },
      expect: { status: 200, body: { name: 'Sample 3' } },
    },
    {
      name: 'deletes a project',
      as: ({ caller }) => user(caller.id),
      method: 'DELETE',
      url: ({ existing }) => `/api/projects/${existing.id}`,
      expect: { status: 204 },
    },
    {
      name: 'no longer has a project that was deleted',
      as: ({ caller }) => user(caller.id),
      url: ({ existing }) => `/api/projects/${existing.id}`,
      expect: { status: 404, problem: 'not_found' },
    },
  ],
})

decisions('who may do what with projects', app, [
  {
    name: 'allows read where the caller is its lead',
    async request({ system }) {
      const caller = await system.User.create({ name: 'Sample 1', email: 'person21@example.com' })
      const record = await system.Project.create({ name: 'Sample 1', leadId: caller.id })
      return { as: user(caller.id), url: `/api/projects/${record.id}` }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses read unless the caller is its lead',
    async request({ system }) {
      const caller = await system.User.create({ name: 'Sample 1', email: 'person22@example.com' })
      const somebody = await system.User.create({ name: 'Sample 1', email: 'person23@example.com' })
      const record = await system.Project.create({ name: 'Sample 1', leadId: somebody.id })
      return { as: user(caller.id), url: `/api/projects/${record.id}` }
    },
    expect: { status: 404, problem: 'not_found' },
  },
  {
    name: 'allows read where for one of members, userId is the caller',
    async request({ system }) {
      const record = await system.Project.create({ name: 'Sample 1' })
      const caller = await system.User.create({ name: 'Sample 1', email: 'person24@example.com' })
      await system.Membership.create({ projectId: record.id, userId: caller.id })
      return { as: user(caller.id), url: `/api/projects/${record.id}` }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses read unless for one of members, userId is the caller',
    async request({ system }) {
      const record = await system.Project.create({ name: 'Sample 1' })
      const somebody = await system.User.create({ name: 'Sample 1', email: 'person25@example.com' })
      await system.Membership.create({ projectId: record.id, userId: somebody.id })
      return { as: user('ann'), url: `/api/projects/${record.id}` }
    },
    expect: { status: 404, problem: 'not_found' },
  },
  {
    name: 'allows create where the caller is signed in',
    async request({ system }) {
      const caller = await system.User.create({ name: 'Sample 1', email: 'person26@example.com' })
      return { as: user(caller.id), method: 'POST', url: '/api/projects', body: { name: 'Sample 1' } }
    },
    expect: { status: 201 },
  },
  {
    name: 'refuses create unless the caller is signed in',
    async request() {
      return { as: guest, method: 'POST', url: '/api/projects', body: { name: 'Sample 1' } }
    },
    expect: { status: 401, problem: 'unauthenticated' },
  },
  {
    name: 'allows update where the caller is its lead',
    async request({ system }) {
      const caller = await system.User.create({ name: 'Sample 1', email: 'person27@example.com' })
      const record = await system.Project.create({ name: 'Sample 1', leadId: caller.id })
      return { as: user(caller.id), method: 'PATCH', url: `/api/projects/${record.id}`, body: { name: 'Sample 3' } }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses update unless the caller is its lead',
    async request({ system }) {
      const caller = await system.User.create({ name: 'Sample 1', email: 'person28@example.com' })
      const somebody = await system.User.create({ name: 'Sample 1', email: 'person29@example.com' })
      const record = await system.Project.create({ name: 'Sample 1', leadId: somebody.id })
      await system.Membership.create({ projectId: record.id, userId: caller.id })
      return { as: user(caller.id), method: 'PATCH', url: `/api/projects/${record.id}`, body: { name: 'Sample 3' } }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
  {
    name: 'allows delete where the caller is its lead',
    async request({ system }) {
      const caller = await system.User.create({ name: 'Sample 1', email: 'person30@example.com' })
      const record = await system.Project.create({ name: 'Sample 1', leadId: caller.id })
      return { as: user(caller.id), method: 'DELETE', url: `/api/projects/${record.id}` }
    },
    expect: { status: 204 },
  },
  {
    name: 'refuses delete unless the caller is its lead',
    async request({ system }) {
      const caller = await system.User.create({ name: 'Sample 1', email: 'person31@example.com' })
      const somebody = await system.User.create({ name: 'Sample 1', email: 'person32@example.com' })
      const record = await system.Project.create({ name: 'Sample 1', leadId: somebody.id })
      await system.Membership.create({ projectId: record.id, userId: caller.id })
      return { as: user(caller.id), method: 'DELETE', url: `/api/projects/${record.id}` }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
])
