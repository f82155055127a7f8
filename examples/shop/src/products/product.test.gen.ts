// Generated from product.model.ts. Do not edit: your own tests go in product.test.ts.

import { decisions, guest, scenarios, type TestApp, user } from '@cambium/runtime/testing'
import { app } from '../app.gen.ts'

/** The records the scenarios need, made without rules and hooks. */
async function prepare({ system }: TestApp) {
  const existing = await system.Product.create({
    name: 'Sample 1',
    description: 'Sample 1',
    price: 1,
    stock: 1,
    published: true,
  })
  return { existing }
}

scenarios('products over REST', {
  app,
  hooks: false,
  prepare,
  refusals: [
    {
      name: 'an unknown filter',
      as: user('ann'),
      url: '/api/products?noSuchField=1',
      expect: { status: 400, problem: 'bad_request', errors: ['noSuchField'] },
    },
    {
      name: 'an unknown sort field',
      as: user('ann'),
      url: '/api/products?sort=noSuchField',
      expect: { status: 400, problem: 'bad_request', errors: ['sort'] },
    },
    {
      name: 'an unknown relation',
      as: user('ann'),
      url: '/api/products?include=noSuchRelation',
      expect: { status: 400, problem: 'bad_request', errors: ['include'] },
    },
    {
      name: 'a guest may not create a product',
      as: guest,
      method: 'POST',
      url: '/api/products',
      body: { name: 'Sample 1' },
      expect: { status: 401, problem: 'unauthenticated' },
    },
    {
      name: 'nobody creates a product without the role',
      as: user('ann'),
      method: 'POST',
      url: '/api/products',
      body: { name: 'Sample 1' },
      expect: { status: 403, problem: 'forbidden' },
    },
    {
      name: 'an unknown field',
      as: user('ann'),
      method: 'POST',
      url: '/api/products',
      body: { name: 'Sample 1', noSuchField: 1 },
      expect: { status: 422, problem: 'invalid', errors: ['noSuchField'] },
    },
    {
      name: 'no name',
      as: user('ann'),
      method: 'POST',
      url: '/api/products',
      body: {},
      expect: { status: 422, problem: 'invalid', errors: ['name'] },
    },
    {
      name: 'a value of another type for name',
      as: user('ann'),
      method: 'POST',
      url: '/api/products',
      body: { name: { wrong: true } },
      expect: { status: 422, problem: 'invalid', errors: ['name'] },
    },
    {
      name: 'too long a text for name',
      as: user('ann'),
      method: 'POST',
      url: '/api/products',
      body: { name: 'x'.repeat(201) },
      expect: { status: 422, problem: 'invalid', errors: ['name'] },
    },
    {
      name: 'a path in place of a file for image',
      as: user('ann'),
      method: 'POST',
      url: '/api/products',
      body: { name: 'Sample 1', image: '../a' },
      expect: { status: 422, problem: 'invalid', errors: ['image'] },
    },
    {
      name: 'a value for inStock, which is read-only',
      as: user('ann'),
      method: 'POST',
      url: '/api/products',
      body: { name: 'Sample 1', inStock: null },
      expect: { status: 422, problem: 'invalid', errors: ['inStock'] },
    },
    {
      name: 'a product with an id that is none',
      as: user('ann'),
      url: '/api/products/%20',
      expect: { status: 404, problem: 'not_found' },
    },
  ],
  answers: [
    {
      name: 'lists products',
      as: user('ann', 'staff'),
      url: '/api/products',
      expect: { status: 200, body: { page: { hasMore: false } } },
    },
    {
      name: 'reads a product',
      as: user('ann', 'staff'),
      url: ({ existing }) => `/api/products/${existing.id}`,
      expect: { status: 200, body: ({ existing }) => ({ id: existing.id }) },
    },
    {
      name: 'creates a product',
      as: user('ann', 'staff'),
      method: 'POST',
      url: '/api/products',
      body: { name: 'Sample 2', description: 'Sample 2', price: 2, stock: 2, published: false },
      expect: { status: 201, body: { name: 'Sample 2', description: 'Sample 2', price: 2, published: false } },
    },
    {
      name: 'no file for image that the caller did not upload',
      as: user('ann', 'staff'),
      method: 'POST',
      url: '/api/products',
      body: {
        name: 'Sample 2',
        description: 'Sample 2',
        price: 2,
        stock: 2,
        published: false,
        image: '00000000-0000-4000-8000-000000000000',
      },
      expect: { status: 422, problem: 'invalid', errors: ['image'] },
    },
    {
      name: 'changes a product',
      as: user('ann', 'staff'),
      method: 'PATCH',
      url: ({ existing }) => `/api/products/${existing.id}`,
      body: { name: 'Sample 3' },
      expect: { status: 200, body: { name: 'Sample 3' } },
    },
    {
      name: 'deletes a product',
      as: user('ann', 'staff', 'admin'),
      method: 'DELETE',
      url: ({ existing }) => `/api/products/${existing.id}`,
      expect: { status: 204 },
    },
    {
      name: 'no longer has a product that was deleted',
      as: user('ann', 'staff'),
      url: ({ existing }) => `/api/products/${existing.id}`,
      expect: { status: 404, problem: 'not_found' },
    },
  ],
})

decisions('who may do what with products', app, [
  {
    name: 'allows read where published is true',
    async request({ system }) {
      const record = await system.Product.create({ name: 'Sample 1', price: 1 })
      return { as: user('ann'), url: `/api/products/${record.id}` }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses read unless published is true',
    async request({ system }) {
      const record = await system.Product.create({ name: 'Sample 1', published: false })
      return { as: user('ann'), url: `/api/products/${record.id}` }
    },
    expect: { status: 404, problem: 'not_found' },
  },
  {
    name: 'allows read where the caller has the role staff',
    async request({ system }) {
      const record = await system.Product.create({ name: 'Sample 1', published: false })
      return { as: user('ann', 'staff'), url: `/api/products/${record.id}` }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses read unless the caller has the role staff',
    async request({ system }) {
      const record = await system.Product.create({ name: 'Sample 1', published: false })
      return { as: user('ann'), url: `/api/products/${record.id}` }
    },
    expect: { status: 404, problem: 'not_found' },
  },
  {
    name: 'allows create where the caller has the role staff',
    async request() {
      return {
        as: user('ann', 'staff'),
        method: 'POST',
        url: '/api/products',
        body: { name: 'Sample 1', published: false },
      }
    },
    expect: { status: 201 },
  },
  {
    name: 'refuses create unless the caller has the role staff',
    async request() {
      return { as: user('ann'), method: 'POST', url: '/api/products', body: { name: 'Sample 1', published: false } }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
  {
    name: 'allows update where the caller has the role staff',
    async request({ system }) {
      const record = await system.Product.create({ name: 'Sample 1', published: false })
      return {
        as: user('ann', 'staff'),
        method: 'PATCH',
        url: `/api/products/${record.id}`,
        body: { name: 'Sample 3' },
      }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses update unless the caller has the role staff',
    async request({ system }) {
      const record = await system.Product.create({ name: 'Sample 1', price: 1 })
      return { as: user('ann'), method: 'PATCH', url: `/api/products/${record.id}`, body: { name: 'Sample 3' } }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
  {
    name: 'allows delete where the caller has the role admin',
    async request({ system }) {
      const record = await system.Product.create({ name: 'Sample 1', price: 1 })
      return { as: user('ann', 'admin'), method: 'DELETE', url: `/api/products/${record.id}` }
    },
    expect: { status: 204 },
  },
  {
    name: 'refuses delete unless the caller has the role admin',
    async request({ system }) {
      const record = await system.Product.create({ name: 'Sample 1', price: 1 })
      return { as: user('ann'), method: 'DELETE', url: `/api/products/${record.id}` }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
  {
    name: 'allows read stock where the caller has the role staff',
    async request({ system }) {
      const record = await system.Product.create({ name: 'Sample 1', published: false })
      return { as: user('ann', 'staff'), url: `/api/products/${record.id}` }
    },
    expect: { status: 200, shows: ['stock'] },
  },
  {
    name: 'refuses read stock unless the caller has the role staff',
    async request({ system }) {
      const record = await system.Product.create({ name: 'Sample 1', price: 1 })
      return { as: user('ann'), url: `/api/products/${record.id}` }
    },
    expect: { status: 200, hides: ['stock'] },
  },
  {
    name: 'allows read orderCount where the caller has the role staff',
    async request({ system }) {
      const record = await system.Product.create({ name: 'Sample 1', published: false })
      return { as: user('ann', 'staff'), url: `/api/products/${record.id}` }
    },
    expect: { status: 200, shows: ['orderCount'] },
  },
  {
    name: 'refuses read orderCount unless the caller has the role staff',
    async request({ system }) {
      const record = await system.Product.create({ name: 'Sample 1', price: 1 })
      return { as: user('ann'), url: `/api/products/${record.id}` }
    },
    expect: { status: 200, hides: ['orderCount'] },
  },
])
