// Generated from user.model.ts. Do not edit: your own tests go in user.test.ts.

import { decisions, guest, scenarios, type TestApp, user } from '@cambium/runtime/testing'
import { app } from '../app.gen.ts'

/** The records the scenarios need, made without rules and hooks. */
async function prepare({ system }: TestApp) {
  const existing = await system.User.create({
    name: 'Sample 1',
    email: 'person1@example.com',
  })
  return { existing }
}

scenarios('users over REST', {
  app,
  hooks: false,
  prepare,
  refusals: [
    {
      name: 'a guest may not list users',
      as: guest,
      url: '/api/users',
      expect: { status: 401, problem: 'unauthenticated' },
    },
    {
      name: 'an unknown filter',
      as: user('ann'),
      url: '/api/users?noSuchField=1',
      expect: { status: 400, problem: 'bad_request', errors: ['noSuchField'] },
    },
    {
      name: 'an unknown sort field',
      as: user('ann'),
      url: '/api/users?sort=noSuchField',
      expect: { status: 400, problem: 'bad_request', errors: ['sort'] },
    },
    {
      name: 'an unknown relation',
      as: user('ann'),
      url: '/api/users?include=noSuchRelation',
      expect: { status: 400, problem: 'bad_request', errors: ['include'] },
    },
    {
      name: 'a guest may not create a user',
      as: guest,
      method: 'POST',
      url: '/api/users',
      body: { name: 'Sample 1', email: 'person1@example.com' },
      expect: { status: 401, problem: 'unauthenticated' },
    },
    {
      name: 'nobody creates a user without the role',
      as: user('ann'),
      method: 'POST',
      url: '/api/users',
      body: { name: 'Sample 1', email: 'person1@example.com' },
      expect: { status: 403, problem: 'forbidden' },
    },
    {
      name: 'an unknown field',
      as: user('ann'),
      method: 'POST',
      url: '/api/users',
      body: { name: 'Sample 1', email: 'person1@example.com', noSuchField: 1 },
      expect: { status: 422, problem: 'invalid', errors: ['noSuchField'] },
    },
    {
      name: 'no name',
      as: user('ann'),
      method: 'POST',
      url: '/api/users',
      body: { email: 'person1@example.com' },
      expect: { status: 422, problem: 'invalid', errors: ['name'] },
    },
    {
      name: 'a value of another type for name',
      as: user('ann'),
      method: 'POST',
      url: '/api/users',
      body: { email: 'person1@example.com', name: { wrong: true } },
      expect: { status: 422, problem: 'invalid', errors: ['name'] },
    },
    {
      name: 'too long a text for name',
      as: user('ann'),
      method: 'POST',
      url: '/api/users',
      body: { email: 'person1@example.com', name: 'x'.repeat(121) },
      expect: { status: 422, problem: 'invalid', errors: ['name'] },
    },
    {
      name: 'a user with an id that is none',
      as: user('ann'),
      url: '/api/users/%20',
      expect: { status: 404, problem: 'not_found' },
    },
  ],
  answers: [
    {
      name: 'lists users',
      as: ({ existing }) => user(existing.id),
      url: '/api/users',
      expect: { status: 200, body: { page: { hasMore: false } } },
    },
    {
      name: 'reads a user',
      as: ({ existing }) => user(existing.id),
      url: ({ existing }) => `/api/users/${existing.id}`,
      expect: { status: 200, body: ({ existing }) => ({ id: existing.id }) },
    },
    {
      name: 'creates a user',
      as: ({ existing }) => user(existing.id, 'admin'),
      method: 'POST',
      url: '/api/users',
      body: { name: 'Sample 2', email: 'person2@example.com' },
      expect: { status: 201, body: { name: 'Sample 2' } },
    },
    {
      name: 'changes a user',
      as: ({ existing }) => user(existing.id),
      method: 'PATCH',
      url: ({ existing }) => `/api/users/${existing.id}`,
      body: { name: 'Sample 3' },
      expect: { status: 200, body: { name: 'Sample 3' } },
    },
    {
      name: 'deletes a user',
      as: ({ existing }) => user(existing.id, 'admin'),
      method: 'DELETE',
      url: ({ existing }) => `/api/users/${existing.id}`,
      expect: { status: 204 },
    },
    {
      name: 'no longer has a user that was deleted',
      as: ({ existing }) => user(existing.id),
      url: ({ existing }) => `/api/users/${existing.id}`,
      expect: { status: 404, problem: 'not_found' },
    },
  ],
})

decisions('who may do what with users', app, [
  {
    name: 'allows read where the caller is signed in',
    async request({ system }) {
      const record = await system.User.create({ name: 'Sample 1', email: 'person21@example.com' })
      return { as: user('ann'), url: `/api/users/${record.id}` }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses read unless the caller is signed in',
    async request({ system }) {
      const record = await system.User.create({ name: 'Sample 1', email: 'person22@example.com' })
      return { as: guest, url: `/api/users/${record.id}` }
    },
    expect: { status: 401, problem: 'unauthenticated' },
  },
  {
    name: 'allows create where the caller has the role admin',
    async request() {
      return {
        as: user('ann', 'admin'),
        method: 'POST',
        url: '/api/users',
        body: { name: 'Sample 1', email: 'person23@example.com' },
      }
    },
    expect: { status: 201 },
  },
  {
    name: 'refuses create unless the caller has the role admin',
    async request() {
      return {
        as: user('ann'),
        method: 'POST',
        url: '/api/users',
        body: { name: 'Sample 1', email: 'person24@example.com' },
      }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
  {
    name: 'allows update where the caller is this user',
    async request({ system }) {
      const caller = await system.User.create({ name: 'Sample 1', email: 'person25@example.com' })
      return { as: user(caller.id), method: 'PATCH', url: `/api/users/${caller.id}`, body: { name: 'Sample 3' } }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses update unless the caller is this user',
    async request({ system }) {
      const record = await system.User.create({ name: 'Sample 1', email: 'person26@example.com' })
      return { as: user('ann'), method: 'PATCH', url: `/api/users/${record.id}`, body: { name: 'Sample 3' } }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
  {
    name: 'allows update where the caller has the role admin',
    async request({ system }) {
      const record = await system.User.create({ name: 'Sample 1', email: 'person27@example.com' })
      return { as: user('ann', 'admin'), method: 'PATCH', url: `/api/users/${record.id}`, body: { name: 'Sample 3' } }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses update unless the caller has the role admin',
    async request({ system }) {
      const record = await system.User.create({ name: 'Sample 1', email: 'person28@example.com' })
      return { as: user('ann'), method: 'PATCH', url: `/api/users/${record.id}`, body: { name: 'Sample 3' } }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
  {
    name: 'allows delete where the caller has the role admin',
    async request({ system }) {
      const record = await system.User.create({ name: 'Sample 1', email: 'person29@example.com' })
      return { as: user('ann', 'admin'), method: 'DELETE', url: `/api/users/${record.id}` }
    },
    expect: { status: 204 },
  },
  {
    name: 'refuses delete unless the caller has the role admin',
    async request({ system }) {
      const record = await system.User.create({ name: 'Sample 1', email: 'person30@example.com' })
      return { as: user('ann'), method: 'DELETE', url: `/api/users/${record.id}` }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
  {
    name: 'allows read email where the caller is this user',
    async request({ system }) {
      const caller = await system.User.create({ name: 'Sample 1', email: 'person31@example.com' })
      return { as: user(caller.id), url: `/api/users/${caller.id}` }
    },
    expect: { status: 200, shows: ['email'] },
  },
  {
    name: 'refuses read email unless the caller is this user',
    async request({ system }) {
      const record = await system.User.create({ name: 'Sample 1', email: 'person32@example.com' })
      return { as: user('ann'), url: `/api/users/${record.id}` }
    },
    expect: { status: 200, hides: ['email'] },
  },
  {
    name: 'allows read email where the caller has the role staff',
    async request({ system }) {
      const record = await system.User.create({ name: 'Sample 1', email: 'person33@example.com' })
      return { as: user('ann', 'staff'), url: `/api/users/${record.id}` }
    },
    expect: { status: 200, shows: ['email'] },
  },
  {
    name: 'refuses read email unless the caller has the role staff',
    async request({ system }) {
      const record = await system.User.create({ name: 'Sample 1', email: 'person34@example.com' })
      return { as: user('ann'), url: `/api/users/${record.id}` }
    },
    expect: { status: 200, hides: ['email'] },
  },
])
