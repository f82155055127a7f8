// Generated from membership.model.ts. Do not edit: your own tests go in membership.test.ts.

import { decisions, guest, scenarios, type TestApp, user } from '@cambium/runtime/testing'
import { app } from '../app.gen.ts'

/** The records the scenarios need, made without rules and hooks. */
async function prepare({ system }: TestApp) {
  const caller = await system.User.create({
    name: 'Sample 10',
    email: 'person10@example.com',
  })
  const project2 = await system.Project.create({
    name: 'Sample 12',
    leadId: caller.id,
  })
  const existing = await system.Membership.create({
    projectId: project2.id,
    userId: caller.id,
  })
  return { caller, existing }
}

scenarios('memberships over REST', {
  app,
  hooks: false,
  prepare,
  refusals: [
    {
      name: 'a guest may not list memberships',
      as: guest,
      url: '/api/memberships',
      expect: { status: 401, problem: 'unauthenticated' },
    },
    {
      name: 'an unknown filter',
      as: user('ann'),
      url: '/api/memberships?noSuchField=1',
      expect: { status: 400, problem: 'bad_request', errors: ['noSuchField'] },
    },
    {
      name: 'an unknown sort field',
      as: user('ann'),
      url: '/api/memberships?sort=noSuchField',
      expect: { status: 400, problem: 'bad_request', errors: ['sort'] },
    },
    {
      name: 'an unknown relation',
      as: user('ann'),
      url: '/api/memberships?include=noSuchRelation',
      expect: { status: 400, problem: 'bad_request', errors: ['include'] },
    },
    {
      name: 'a guest may not create a membership',
      as: guest,
      method: 'POST',
      url: '/api/memberships',
      body: { projectId: '00000000-0000-7000-8000-000000000001', userId: '00000000-0000-7000-8000-000000000001' },
      expect: { status: 401, problem: 'unauthenticated' },
    },
    {
      name: 'an unknown field',
      as: user('ann'),
      method: 'POST',
      url: '/api/memberships',
      body: {
        projectId: '00000000-0000-7000-8000-000000000001',
        userId: '00000000-0000-7000-8000-000000000001',
        noSuchField: 1,
      },
      expect: { status: 422, problem: 'invalid', errors: ['noSuchField'] },
    },
    {
      name: 'no projectId',
      as: user('ann'),
      method: 'POST',
      url: '/api/memberships',
      body: { userId: '00000000-0000-7000-8000-000000000001' },
      expect: { status: 422, problem: 'invalid', errors: ['projectId'] },
    },
    {
      name: 'a value of another type for projectId',
      as: user('ann'),
      method: 'POST',
      url: '/api/memberships',
      body: { userId: '00000000-0000-7000-8000-000000000001', projectId: { wrong: true } },
      expect: { status: 422, problem: 'invalid', errors: ['projectId'] },
    },
    {
      name: 'a membership with an id that is none',
      as: user('ann'),
      url: '/api/memberships/%20',
      expect: { status: 404, problem: 'not_found' },
    },
  ],
  answers: [
    {
      name: 'lists memberships',
      as: ({ caller }) => user(caller.id),
      url: '/api/memberships',
      expect: { status: 200, body: { page: { hasMore: false } } },
    },
    {
      name: 'reads a membership',
      as: ({ caller }) => user(caller.id),
      url: ({ existing }) => `/api/memberships/${existing.id}`,
      expect: { status: 200, body: ({ existing }) => ({ id: existing.id }) },
    },
    {
      name: 'deletes a membership',
      as: ({ caller }) => user(caller.id),
      method: 'DELETE',
      url: ({ existing }) => `/api/memberships/${existing.id}`,
      expect: { status: 204 },
    },
    {
      name: 'no longer has a membership that was deleted',
      as: ({ caller }) => user(caller.id),
      url: ({ existing }) => `/api/memberships/${existing.id}`,
      expect: { status: 404, problem: 'not_found' },
    },
  ],
})

decisions('who may do what with memberships', app, [
  {
    name: 'allows read where the caller is its user',
    async request({ system }) {
      const project1 = await system.Project.create({ name: 'Sample 1' })
      const caller = await system.User.create({ name: 'Sample 1', email: 'person21@example.com' })
      const record = await system.Membership.create({ projectId: project1.id, userId: caller.id })
      return { as: user(caller.id), url: `/api/memberships/${record.id}` }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses read unless the caller is its user',
    async request({ system }) {
      const project1 = await system.Project.create({ name: 'Sample 1' })
      const somebody = await system.User.create({ name: 'Sample 1', email: 'person22@example.com' })
      const record = await system.Membership.create({ projectId: project1.id, userId: somebody.id })
      const caller = await system.User.create({ name: 'Sample 1', email: 'person23@example.com' })
      return { as: user(caller.id), url: `/api/memberships/${record.id}` }
    },
    expect: { status: 404, problem: 'not_found' },
  },
  {
    name: 'allows read where project.leadId is the caller',
    async request({ system }) {
      const somebody = await system.User.create({ name: 'Sample 1', email: 'person24@example.com' })
      const caller = await system.User.create({ name: 'Sample 1', email: 'person25@example.com' })
      const project1 = await system.Project.create({ name: 'Sample 1', leadId: caller.id })
      const record = await system.Membership.create({ projectId: project1.id, userId: somebody.id })
      return { as: user(caller.id), url: `/api/memberships/${record.id}` }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses read unless project.leadId is the caller',
    async request({ system }) {
      const somebody = await system.User.create({ name: 'Sample 1', email: 'person26@example.com' })
      const project1 = await system.Project.create({ name: 'Sample 1', leadId: somebody.id })
      const record = await system.Membership.create({ projectId: project1.id, userId: somebody.id })
      const caller = await system.User.create({ name: 'Sample 1', email: 'person27@example.com' })
      return { as: user(caller.id), url: `/api/memberships/${record.id}` }
    },
    expect: { status: 404, problem: 'not_found' },
  },
  {
    name: 'allows read where for one of project.members, userId is the caller',
    async request({ system }) {
      const project1 = await system.Project.create({ name: 'Sample 1' })
      const somebody = await system.User.create({ name: 'Sample 1', email: 'person28@example.com' })
      const record = await system.Membership.create({ projectId: project1.id, userId: somebody.id })
      const caller = await system.User.create({ name: 'Sample 1', email: 'person29@example.com' })
      await system.Membership.create({ projectId: project1.id, userId: caller.id })
      return { as: user(caller.id), url: `/api/memberships/${record.id}` }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses read unless for one of project.members, userId is the caller',
    async request({ system }) {
      const project1 = await system.Project.create({ name: 'Sample 1' })
      const somebody = await system.User.create({ name: 'Sample 1', email: 'person30@example.com' })
      const record = await system.Membership.create({ projectId: project1.id, userId: somebody.id })
      return { as: user('ann'), url: `/api/memberships/${record.id}` }
    },
    expect: { status: 404, problem: 'not_found' },
  },
  {
    name: 'allows create where project.leadId is the caller',
    async request({ system }) {
      const somebody = await system.User.create({ name: 'Sample 1', email: 'person31@example.com' })
      const caller = await system.User.create({ name: 'Sample 1', email: 'person32@example.com' })
      const project1 = await system.Project.create({ name: 'Sample 1', leadId: caller.id })
      return {
        as: user(caller.id),
        method: 'POST',
        url: '/api/memberships',
        body: { projectId: project1.id, userId: somebody.id },
      }
    },
    expect: { status: 201 },
  },
  {
    name: 'refuses create unless project.leadId is the caller',
    async request({ system }) {
      const somebody = await system.User.create({ name: 'Sample 1', email: 'person33@example.com' })
      const project1 = await system.Project.create({ name: 'Sample 1', leadId: somebody.id })
      const caller = await system.User.create({ name: 'Sample 1', email: 'person34@example.com' })
      await system.Membership.create({ projectId: project1.id, userId: caller.id })
      return {
        as: user(caller.id),
        method: 'POST',
        url: '/api/memberships',
        body: { projectId: project1.id, userId: somebody.id },
      }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
  {
    name: 'allows update where project.leadId is the caller',
    async request({ system }) {
      const somebody = await system.User.create({ name: 'Sample 1', email: 'person35@example.com' })
      const caller = await system.User.create({ name: 'Sample 1', email: 'person36@example.com' })
      const project1 = await system.Project.create({ name: 'Sample 1', leadId: caller.id })
      const record = await system.Membership.create({ projectId: project1.id, userId: somebody.id })
      return { as: user(caller.id), method: 'PATCH', url: `/api/memberships/${record.id}`, body: { level: 'viewer' } }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses update unless project.leadId is the caller',
    async request({ system }) {
      const somebody = await system.User.create({ name: 'Sample 1', email: 'person37@example.com' })
      const project1 = await system.Project.create({ name: 'Sample 1', leadId: somebody.id })
      const caller = await system.User.create({ name: 'Sample 1', email: 'person38@example.com' })
      const record = await system.Membership.create({ projectId: project1.id, userId: caller.id })
      return { as: user(caller.id), method: 'PATCH', url: `/api/memberships/${record.id}`, body: { level: 'viewer' } }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
  {
    name: 'allows delete where the caller is its user',
    async request({ system }) {
      const project1 = await system.Project.create({ name: 'Sample 1' })
      const caller = await system.User.create({ name: 'Sample 1', email: 'person39@example.com' })
      const record = await system.Membership.create({ projectId: project1.id, userId: caller.id })
      return { as: user(caller.id), method: 'DELETE', url: `/api/memberships/${record.id}` }
    },
    expect: { status: 204 },
  },
  {
    name: 'refuses delete unless the caller is its user',
    async request({ system }) {
      const project1 = await system.Project.create({ name: 'Sample 1' })
      const somebody = await system.User.create({ name: 'Sample 1', email: 'person40@example.com' })
      const record = await system.Membership.create({ projectId: project1.id, userId: somebody.id })
      const caller = await system.User.create({ name: 'Sample 1', email: 'person41@example.com' })
      await system.Membership.create({ projectId: project1.id, userId: caller.id })
      return { as: user(caller.id), method: 'DELETE', url: `/api/memberships/${record.id}` }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
  {
    name: 'allows delete where project.leadId is the caller',
    async request({ system }) {
      const somebody = await system.User.create({ name: 'Sample 1', email: 'person42@example.com' })
      const caller = await system.User.create({ name: 'Sample 1', email: 'person43@example.com' })
      const project1 = await system.Project.create({ name: 'Sample 1', leadId: caller.id })
      const record = await system.Membership.create({ projectId: project1.id, userId: somebody.id })
      return { as: user(caller.id), method: 'DELETE', url: `/api/memberships/${record.id}` }
    },
    expect: { status: 204 },
  },
  {
    name: 'refuses delete unless project.leadId is the caller',
    async request({ system }) {
      const somebody = await system.User.create({ name: 'Sample 1', email: 'person44@example.com' })
      const project1 = await system.Project.create({ name: 'Sample 1', leadId: somebody.id })
      const record = await system.Membership.create({ projectId: project1.id, userId: somebody.id })
      const caller = await system.User.create({ name: 'Sample 1', email: 'person45@example.com' })
      await system.Membership.create({ projectId: project1.id, userId: caller.id })
      return { as: user(caller.id), method: 'DELETE', url: `/api/memberships/${record.id}` }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
])
