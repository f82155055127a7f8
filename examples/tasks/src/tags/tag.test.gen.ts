// Generated from tag.model.ts. Do not edit: your own tests go in tag.test.ts.

import { decisions, guest, scenarios, type TestApp, user } from '@cambium/runtime/testing'
import { app } from '../app.gen.ts'

/** The records the scenarios need, made without rules and hooks. */
async function prepare({ system }: TestApp) {
  const existing = await system.Tag.create({
    name: 'sample 1',
  })
  return { existing }
}

scenarios('tags over REST', {
  app,
  hooks: false,
  prepare,
  refusals: [
    {
      name: 'a guest may not list tags',
      as: guest,
      url: '/api/tags',
      expect: { status: 401, problem: 'unauthenticated' },
    },
    {
      name: 'an unknown filter',
      as: user('ann'),
      url: '/api/tags?noSuchField=1',
      expect: { status: 400, problem: 'bad_request', errors: ['noSuchField'] },
    },
    {
      name: 'an unknown sort field',
      as: user('ann'),
      url: '/api/tags?sort=noSuchField',
      expect: { status: 400, problem: 'bad_request', errors: ['sort'] },
    },
    {
      name: 'an unknown relation',
      as: user('ann'),
      url: '/api/tags?include=noSuchRelation',
      expect: { status: 400, problem: 'bad_request', errors: ['include'] },
    },
    {
      name: 'a guest may not create a tag',
      as: guest,
      method: 'POST',
      url: '/api/tags',
      body: { name: 'sample 1' },
      expect: { status: 401, problem: 'unauthenticated' },
    },
    {
      name: 'an unknown field',
      as: user('ann'),
      method: 'POST',
      url: '/api/tags',
      body: { name: 'sample 1', noSuchField: 1 },
      expect: { status: 422, problem: 'invalid', errors: ['noSuchField'] },
    },
    {
      name: 'no name',
      as: user('ann'),
      method: 'POST',
      url: '/api/tags',
      body: {},
      expect: { status: 422, problem: 'invalid', errors: ['name'] },
    },
    {
      name: 'a value of another type for name',
      as: user('ann'),
      method: 'POST',
      url: '/api/tags',
      body: { name: { wrong: true } },
      expect: { status: 422, problem: 'invalid', errors: ['name'] },
    },
    {
      name: 'too long a text for name',
      as: user('ann'),
      method: 'POST',
      url: '/api/tags',
      body: { name: 'x'.repeat(41) },
      expect: { status: 422, problem: 'invalid', errors: ['name'] },
    },
    {
      name: 'a tag with an id that is none',
      as: user('ann'),
      url: '/api/tags/%20',
      expect: { status: 404, problem: 'not_found' },
    },
  ],
  answers: [
    {
      name: 'lists tags',
      as: user('ann'),
      url: '/api/tags',
      expect: { status: 200, body: { page: { hasMore: false } } },
    },
    {
      name: 'reads a tag',
      as: user('ann'),
      url: ({ existing }) => `/api/tags/${existing.id}`,
      expect: { status: 200, body: ({ existing }) => ({ id: existing.id }) },
    },
    {
      name: 'creates a tag',
      as: user('ann'),
      method: 'POST',
      url: '/api/tags',
      body: { name: 'sample 2' },
      expect: { status: 201, body: { name: 'sample 2' } },
    },
    {
      name: 'changes a tag',
      as: user('ann', 'staff'),
      method: 'PATCH',
      url: ({ existing }) => `/api/tags/${existing.id}`,
      body: { name: 'sample 3' },
      expect: { status: 200, body: { name: 'sample 3' } },
    },
    {
      name: 'deletes a tag',
      as: user('ann', 'staff'),
      method: 'DELETE',
      url: ({ existing }) => `/api/tags/${existing.id}`,
      expect: { status: 204 },
    },
    {
      name: 'no longer has a tag that was deleted',
      as: user('ann'),
      url: ({ existing }) => `/api/tags/${existing.id}`,
      expect: { status: 404, problem: 'not_found' },
    },
  ],
})

decisions('who may do what with tags', app, [
  {
    name: 'allows read where the caller is signed in',
    async request({ system }) {
      const record = await system.Tag.create({ name: 'sample 21' })
      return { as: user('ann'), url: `/api/tags/${record.id}` }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses read unless the caller is signed in',
    async request({ system }) {
      const record = await system.Tag.create({ name: 'sample 22' })
      return { as: guest, url: `/api/tags/${record.id}` }
    },
    expect: { status: 401, problem: 'unauthenticated' },
  },
  {
    name: 'allows create where the caller is signed in',
    async request() {
      return { as: user('ann'), method: 'POST', url: '/api/tags', body: { name: 'sample 23' } }
    },
    expect: { status: 201 },
  },
  {
    name: 'refuses create unless the caller is signed in',
    async request() {
      return { as: guest, method: 'POST', url: '/api/tags', body: { name: 'sample 24' } }
    },
    expect: { status: 401, problem: 'unauthenticated' },
  },
  {
    name: 'allows update where the caller has the role staff',
    async request({ system }) {
      const record = await system.Tag.create({ name: 'sample 25' })
      return { as: user('ann', 'staff'), method: 'PATCH', url: `/api/tags/${record.id}`, body: { color: '#000003' } }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses update unless the caller has the role staff',
    async request({ system }) {
      const record = await system.Tag.create({ name: 'sample 26' })
      return { as: user('ann'), method: 'PATCH', url: `/api/tags/${record.id}`, body: { color: '#000003' } }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
  {
    name: 'allows delete where the caller has the role staff',
    async request({ system }) {
      const record = await system.Tag.create({ name: 'sample 27' })
      return { as: user('ann', 'staff'), method: 'DELETE', url: `/api/tags/${record.id}` }
    },
    expect: { status: 204 },
  },
  {
    name: 'refuses delete unless the caller has the role staff',
    async request({ system }) {
      const record = await system.Tag.create({ name: 'sample 28' })
      return { as: user('ann'), method: 'DELETE', url: `/api/tags/${record.id}` }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
])
