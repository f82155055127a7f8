// Generated from product-category.model.ts. Do not edit: your own tests go in product-category.test.ts.

import { decisions, guest, scenarios, type TestApp, user } from '@cambium/runtime/testing'
import { app } from '../app.gen.ts'

/** The records the scenarios need, made without rules and hooks. */
async function prepare({ system }: TestApp) {
  const existing = await system.ProductCategory.create({
    name: 'Sample 1',
  })
  return { existing }
}

scenarios('product categories over REST', {
  app,
  hooks: false,
  prepare,
  refusals: [
    {
      name: 'an unknown filter',
      as: user('ann'),
      url: '/api/product-categories?noSuchField=1',
      expect: { status: 400, problem: 'bad_request', errors: ['noSuchField'] },
    },
    {
      name: 'an unknown sort field',
      as: user('ann'),
      url: '/api/product-categories?sort=noSuchField',
      expect: { status: 400, problem: 'bad_request', errors: ['sort'] },
    },
    {
      name: 'an unknown relation',
      as: user('ann'),
      url: '/api/product-categories?include=noSuchRelation',
      expect: { status: 400, problem: 'bad_request', errors: ['include'] },
    },
    {
      name: 'a guest may not create a product category',
      as: guest,
      method: 'POST',
      url: '/api/product-categories',
      body: { name: 'Sample 1' },
      expect: { status: 401, problem: 'unauthenticated' },
    },
    {
      name: 'nobody creates a product category without the role',
      as: user('ann'),
      method: 'POST',
      url: '/api/product-categories',
      body: { name: 'Sample 1' },
      expect: { status: 403, problem: 'forbidden' },
    },
    {
      name: 'an unknown field',
      as: user('ann'),
      method: 'POST',
      url: '/api/product-categories',
      body: { name: 'Sample 1', noSuchField: 1 },
      expect: { status: 422, problem: 'invalid', errors: ['noSuchField'] },
    },
    {
      name: 'no name',
      as: user('ann'),
      method: 'POST',
      url: '/api/product-categories',
      body: {},
      expect: { status: 422, problem: 'invalid', errors: ['name'] },
    },
    {
      name: 'a value of another type for name',
      as: user('ann'),
      method: 'POST',
      url: '/api/product-categories',
      body: { name: { wrong: true } },
      expect: { status: 422, problem: 'invalid', errors: ['name'] },
    },
    {
      name: 'too long a text for name',
      as: user('ann'),
      method: 'POST',
      url: '/api/product-categories',
      body: { name: 'x'.repeat(81) },
      expect: { status: 422, problem: 'invalid', errors: ['name'] },
    },
    {
      name: 'a product category with an id that is none',
      as: user('ann'),
      url: '/api/product-categories/%20',
      expect: { status: 404, problem: 'not_found' },
    },
  ],
  answers: [
    {
      name: 'lists product categories',
      as: guest,
      url: '/api/product-categories',
      expect: { status: 200, body: { page: { hasMore: false } } },
    },
    {
      name: 'reads a product category',
      as: guest,
      url: ({ existing }) => `/api/product-categories/${existing.id}`,
      expect: { status: 200, body: ({ existing }) => ({ id: existing.id }) },
    },
    {
      name: 'creates a product category',
      as: user('ann', 'staff'),
      method: 'POST',
      url: '/api/product-categories',
      body: { name: 'Sample 2' },
      expect: { status: 201, body: { name: 'Sample 2' } },
    },
    {
      name: 'changes a product category',
      as: user('ann', 'staff'),
      method: 'PATCH',
      url: ({ existing }) => `/api/product-categories/${existing.id}`,
      body: { name: 'Sample 3' },
      expect: { status: 200, body: { name: 'Sample 3' } },
    },
    {
      name: 'deletes a product category',
      as: user('ann', 'admin'),
      method: 'DELETE',
      url: ({ existing }) => `/api/product-categories/${existing.id}`,
      expect: { status: 204 },
    },
    {
      name: 'no longer has a product category that was deleted',
      as: guest,
      url: ({ existing }) => `/api/product-categories/${existing.id}`,
      expect: { status: 404, problem: 'not_found' },
    },
  ],
})

decisions('who may do what with product categories', app, [
  {
    name: 'allows read to everybody',
    async request({ system }) {
      const record = await system.ProductCategory.create({ name: 'Sample 21', slug: 'sample-21' })
      return { as: guest, url: `/api/product-categories/${record.id}` }
    },
    expect: { status: 200 },
  },
  {
    name: 'allows create where the caller has the role staff',
    async request() {
      return {
        as: user('ann', 'staff'),
        method: 'POST',
        url: '/api/product-categories',
        body: { name: 'Sample 22', slug: 'sample-22' },
      }
    },
    expect: { status: 201 },
  },
  {
    name: 'refuses create unless the caller has the role staff',
    async request() {
      return {
        as: user('ann'),
        method: 'POST',
        url: '/api/product-categories',
        body: { name: 'Sample 23', slug: 'sample-23' },
      }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
  {
    name: 'allows update where the caller has the role staff',
    async request({ system }) {
      const record = await system.ProductCategory.create({ name: 'Sample 24', slug: 'sample-24' })
      return {
        as: user('ann', 'staff'),
        method: 'PATCH',
        url: `/api/product-categories/${record.id}`,
        body: { description: 'Sample 3' },
      }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses update unless the caller has the role staff',
    async request({ system }) {
      const record = await system.ProductCategory.create({ name: 'Sample 25', slug: 'sample-25' })
      return {
        as: user('ann'),
        method: 'PATCH',
        url: `/api/product-categories/${record.id}`,
        body: { description: 'Sample 3' },
      }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
  {
    name: 'allows delete where the caller has the role admin',
    async request({ system }) {
      const record = await system.ProductCategory.create({ name: 'Sample 26', slug: 'sample-26' })
      return { as: user('ann', 'admin'), method: 'DELETE', url: `/api/product-categories/${record.id}` }
    },
    expect: { status: 204 },
  },
  {
    name: 'refuses delete unless the caller has the role admin',
    async request({ system }) {
      const record = await system.ProductCategory.create({ name: 'Sample 27', slug: 'sample-27' })
      return { as: user('ann'), method: 'DELETE', url: `/api/product-categories/${record.id}` }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
])
