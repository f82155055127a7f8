// Generated from user.model.ts. Do not edit: your own tests go in user.test.ts.

import { decisions, guest, scenarios, type TestApp, user } from '@cambium/runtime/testing'
import { app } from '../app.gen.ts'

/** The records the scenarios need, made without rules and hooks. */
async function prepare({ system }: TestApp) {
  const existing = await system.User.create({
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
      body: { email: 'person1@example.com' },
      expect: { status: 401, problem: 'unauthenticated' },
    },
    {
      name: 'nobody creates a user without the role',
      as: user('ann'),
      method: 'POST',
      url: '/api/users',
      body: { email: 'person1@example.com' },
      expect: { status: 403, problem: 'forbidden' },
    },
    {
      name: 'an unknown field',
      as: user('ann'),
      method: 'POST',
      url: '/api/users',
      body: { email: 'person1@example.com', noSuchField: 1 },
      expect: { status: 422, problem: 'invalid', errors: ['noSuchField'] },
    },
    {
      name: 'no email',
      as: user('ann'),
      method: 'POST',
      url: '/api/users',
      body: {},
      expect: { status: 422, problem: 'invalid', errors: ['email'] },
    },
    {
      name: 'a value of another type for email',
      as: user('ann'),
      method: 'POST',
      url: '/api/users',
      body: { email: { wrong: true } },
      expect: { status: 422, problem: 'invalid', errors: ['email'] },
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
      body: { email: 'person2@example.com' },
      expect: { status: 201, body: { email: 'person2@example.com' } },
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
    name: 'allows read where the caller is this user',
    async request({ system }) {
      const caller = await system.User.create({ email: 'person21@example.com' })
      return { as: user(caller.id), url: `/api/users/${caller.id}` }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses read unless the caller is this user',
    async request({ system }) {
      const record = await system.User.create({ email: 'person22@example.com' })
      return { as: user('ann'), url: `/api/users/${record.id}` }
    },
    expect: { status: 404, problem: 'not_found' },
  },
  {
    name: 'allows read where the caller has the role staff',
    async request({ system }) {
      const record = await system.User.create({ email: 'person23@example.com' })
      return { as: user('ann', 'staff'), url: `/api/users/${record.id}` }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses read unless the caller has the role staff',
    async request({ system }) {
      const record = await system.User.create({ email: 'person24@example.com' })
      return { as: user('ann'), url: `/api/users/${record.id}` }
    },
    expect: { status: 404, problem: 'not_found' },
  },
  {
    name: 'allows create where the caller has the role admin',
    async request() {
      return { as: user('ann', 'admin'), method: 'POST', url: '/api/users', body: { email: 'person25@example.com' } }
    },
    expect: { status: 201 },
  },
  {
    name: 'refuses create unless the caller has the role admin',
    async request() {
      return { as: user('ann'), method: 'POST', url: '/api/users', body: { email: 'person26@example.com' } }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
  {
    name: 'allows update where the caller is this user',
    async request({ system }) {
      const caller = await system.User.create({ email: 'person27@example.com' })
      return { as: user(caller.id), method: 'PATCH', url: `/api/users/${caller.id}`, body: { name: 'Sample 3' } }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses update unless the caller is this user',
    async request({ system }) {
      const record = await system.User.create({ email: 'person28@example.com' })
      return { as: user('ann', 'staff'), method: 'PATCH', url: `/api/users/${record.id}`, body: { name: 'Sample 3' } }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
  {
    name: 'allows update where the caller has the role admin',
    async request({ system }) {
      const record = await system.User.create({ email: 'person29@example.com' })
      return {
        as: user('ann', 'admin', 'staff'),
        method: 'PATCH',
        url: `/api/users/${record.id}`,
        body: { name: 'Sample 3' },
      }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses update unless the caller has the role admin',
    async request({ system }) {
      const record = await system.User.create({ email: 'person30@example.com' })
      return { as: user('ann', 'staff'), method: 'PATCH', url: `/api/users/${record.id}`, body: { name: 'Sample 3' } }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
  {
    name: 'allows delete where the caller has the role admin',
    async request({ system }) {
      const caller = await system.User.create({ email: 'person31@example.com' })
      return { as: user(caller.id, 'admin'), method: 'DELETE', url: `/api/users/${caller.id}` }
    },
    expect: { status: 204 },
  },
  {
    name: 'refuses delete unless the caller has the role admin',
    async request({ system }) {
      const caller = await system.User.create({ email: 'person32@example.com' })
      return { as: user(caller.id), method: 'DELETE', url: `/api/users/${caller.id}` }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
])
