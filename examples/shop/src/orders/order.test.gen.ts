// Generated from order.model.ts. Do not edit: your own tests go in order.test.ts.

import { decisions, guest, scenarios, type TestApp, user } from '@cambium/runtime/testing'
import { app } from '../app.gen.ts'
import type { Order } from './order.schema.gen.ts'

/** The records the scenarios need, made without rules and hooks. */
async function prepare({ system }: TestApp) {
  const caller = await system.User.create({
    email: 'person10@example.com',
  })
  const product2 = await system.Product.create({
    name: 'Sample 12',
    description: 'Sample 12',
    price: 12,
    stock: 12,
    published: false,
  })
  const existing = await system.Order.create({
    firstName: 'Sample 1',
    lastName: 'Sample 1',
    address: 'Sample 1',
    productId: product2.id,
    customerId: caller.id,
  })
  return { caller, product2, existing }
}

scenarios('orders over REST', {
  app,
  hooks: false,
  prepare,
  refusals: [
    {
      name: 'a guest may not list orders',
      as: guest,
      url: '/api/orders',
      expect: { status: 401, problem: 'unauthenticated' },
    },
    {
      name: 'an unknown filter',
      as: user('ann'),
      url: '/api/orders?noSuchField=1',
      expect: { status: 400, problem: 'bad_request', errors: ['noSuchField'] },
    },
    {
      name: 'an unknown sort field',
      as: user('ann'),
      url: '/api/orders?sort=noSuchField',
      expect: { status: 400, problem: 'bad_request', errors: ['sort'] },
    },
    {
      name: 'an unknown relation',
      as: user('ann'),
      url: '/api/orders?include=noSuchRelation',
      expect: { status: 400, problem: 'bad_request', errors: ['include'] },
    },
    {
      name: 'an unknown field',
      as: user('ann'),
      method: 'POST',
      url: '/api/orders',
      body: {
        productId: '00000000-0000-7000-8000-000000000001',
        firstName: 'Sample 1',
        lastName: 'Sample 1',
        address: 'Sample 1',
        noSuchField: 1,
      },
      expect: { status: 422, problem: 'invalid', errors: ['noSuchField'] },
    },
    {
      name: 'no productId',
      as: user('ann'),
      method: 'POST',
      url: '/api/orders',
      body: { firstName: 'Sample 1', lastName: 'Sample 1', address: 'Sample 1' },
      expect: { status: 422, problem: 'invalid', errors: ['productId'] },
    },
    {
      name: 'a value of another type for productId',
      as: user('ann'),
      method: 'POST',
      url: '/api/orders',
      body: { firstName: 'Sample 1', lastName: 'Sample 1', address: 'Sample 1', productId: { wrong: true } },
      expect: { status: 422, problem: 'invalid', errors: ['productId'] },
    },
    {
      name: 'too long a text for firstName',
      as: user('ann'),
      method: 'POST',
      url: '/api/orders',
      body: {
        productId: '00000000-0000-7000-8000-000000000001',
        lastName: 'Sample 1',
        address: 'Sample 1',
        firstName: 'x'.repeat(101),
      },
      expect: { status: 422, problem: 'invalid', errors: ['firstName'] },
    },
    {
      name: 'a value for customerId, which is read-only',
      as: user('ann'),
      method: 'POST',
      url: '/api/orders',
      body: {
        productId: '00000000-0000-7000-8000-000000000001',
        firstName: 'Sample 1',
        lastName: 'Sample 1',
        address: 'Sample 1',
        customerId: null,
      },
      expect: { status: 422, problem: 'invalid', errors: ['customerId'] },
    },
    {
      name: 'an order with an id that is none',
      as: user('ann'),
      url: '/api/orders/%20',
      expect: { status: 404, problem: 'not_found' },
    },
  ],
  answers: [
    {
      name: 'lists orders',
      as: ({ caller }) => user(caller.id),
      url: '/api/orders',
      expect: { status: 200, body: { page: { hasMore: false } } },
    },
    {
      name: 'reads an order',
      as: ({ caller }) => user(caller.id),
      url: ({ existing }) => `/api/orders/${existing.id}`,
      expect: { status: 200, body: ({ existing }) => ({ id: existing.id }) },
    },
    {
      name: 'creates an order',
      as: ({ caller }) => user(caller.id, 'staff'),
      method: 'POST',
      url: '/api/orders',
      body: ({ product2 }) => ({
        firstName: 'Sample 2',
        lastName: 'Sample 2',
        address: 'Sample 2',
        productId: product2.id,
      }),
      expect: {
        status: 201,
        body: ({ product2 }) => ({
          firstName: 'Sample 2',
          lastName: 'Sample 2',
          address: 'Sample 2',
          productId: product2.id,
        }),
      },
    },
    {
      name: 'changes an order',
      as: ({ caller }) => user(caller.id, 'staff'),
      method: 'PATCH',
      url: ({ existing }) => `/api/orders/${existing.id}`,
      body: { firstName: 'Sample 3' },
      expect: { status: 200, body: { firstName: 'Sample 3' } },
    },
    {
      name: 'deletes an order',
      as: ({ caller }) => user(caller.id, 'admin'),
      method: 'DELETE',
      url: ({ existing }) => `/api/orders/${existing.id}`,
      expect: { status: 204 },
    },
    {
      name: 'no longer has an order that was deleted',
      as: ({ caller }) => user(caller.id),
      url: ({ existing }) => `/api/orders/${existing.id}`,
      expect: { status: 404, problem: 'not_found' },
    },
  ],
})

/** What an order must have, and no more. */
const orderValues = {
  firstName: 'Sample 1',
  lastName: 'Sample 1',
  address: 'Sample 1',
} satisfies Partial<Order>

decisions('who may do what with orders', app, [
  {
    name: 'allows read where the caller is its customer',
    async request({ system }) {
      const product1 = await system.Product.create({ name: 'Sample 1', published: false })
      const caller = await system.User.create({ email: 'person21@example.com' })
      const record = await system.Order.create({ ...orderValues, productId: product1.id, customerId: caller.id })
      return { as: user(caller.id), url: `/api/orders/${record.id}` }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses read unless the caller is its customer',
    async request({ system }) {
      const product1 = await system.Product.create({ name: 'Sample 1', published: false })
      const caller = await system.User.create({ email: 'person22@example.com' })
      const somebody = await system.User.create({ email: 'person23@example.com' })
      const record = await system.Order.create({ ...orderValues, productId: product1.id, customerId: somebody.id })
      return { as: user(caller.id), url: `/api/orders/${record.id}` }
    },
    expect: { status: 404, problem: 'not_found' },
  },
  {
    name: 'allows read where the caller has the role staff',
    async request({ system }) {
      const product1 = await system.Product.create({ name: 'Sample 1', published: false })
      const record = await system.Order.create({ ...orderValues, productId: product1.id })
      return { as: user('ann', 'staff'), url: `/api/orders/${record.id}` }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses read unless the caller has the role staff',
    async request({ system }) {
      const product1 = await system.Product.create({ name: 'Sample 1', published: false })
      const record = await system.Order.create({ ...orderValues, productId: product1.id })
      return { as: user('ann'), url: `/api/orders/${record.id}` }
    },
    expect: { status: 404, problem: 'not_found' },
  },
  {
    name: 'allows create to everybody',
    async request({ system }) {
      const product1 = await system.Product.create({ name: 'Sample 1', price: 1 })
      return { as: guest, method: 'POST', url: '/api/orders', body: { ...orderValues, productId: product1.id } }
    },
    expect: { status: 201 },
  },
  {
    name: 'allows update where the caller has the role staff',
    async request({ system }) {
      const product1 = await system.Product.create({ name: 'Sample 1', published: false })
      const record = await system.Order.create({ ...orderValues, productId: product1.id })
      return {
        as: user('ann', 'staff'),
        method: 'PATCH',
        url: `/api/orders/${record.id}`,
        body: { firstName: 'Sample 3' },
      }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses update unless the caller has the role staff',
    async request({ system }) {
      const product1 = await system.Product.create({ name: 'Sample 1', published: false })
      const caller = await system.User.create({ email: 'person24@example.com' })
      const record = await system.Order.create({ ...orderValues, productId: product1.id, customerId: caller.id })
      return { as: user(caller.id), method: 'PATCH', url: `/api/orders/${record.id}`, body: { firstName: 'Sample 3' } }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
  {
    name: 'allows update where nothing but status changes, and customerId is the caller, and status is "placed", and the new status is "cancelled"',
    async request({ system }) {
      const product1 = await system.Product.create({ name: 'Sample 1', published: false })
      const caller = await system.User.create({ email: 'person25@example.com' })
      const record = await system.Order.create({ ...orderValues, productId: product1.id, customerId: caller.id })
      return { as: user(caller.id), method: 'PATCH', url: `/api/orders/${record.id}`, body: { status: 'cancelled' } }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses update unless nothing but status changes, though customerId is the caller, and status is "placed", and the new status is "cancelled"',
    async request({ system }) {
      const product1 = await system.Product.create({ name: 'Sample 1', published: false })
      const caller = await system.User.create({ email: 'person26@example.com' })
      const record = await system.Order.create({ ...orderValues, productId: product1.id, customerId: caller.id })
      return {
        as: user(caller.id),
        method: 'PATCH',
        url: `/api/orders/${record.id}`,
        body: { status: 'cancelled', firstName: 'Sample 3' },
      }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
  {
    name: 'refuses update unless status is "placed", though nothing but status changes, and customerId is the caller, and the new status is "cancelled"',
    async request({ system }) {
      const product1 = await system.Product.create({ name: 'Sample 1', published: false })
      const caller = await system.User.create({ email: 'person27@example.com' })
      const record = await system.Order.create({
        ...orderValues,
        productId: product1.id,
        customerId: caller.id,
        status: 'paid',
      })
      return { as: user(caller.id), method: 'PATCH', url: `/api/orders/${record.id}`, body: { status: 'cancelled' } }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
  {
    name: 'refuses update unless the new status is "cancelled", though nothing but status changes, and customerId is the caller, and status is "placed"',
    async request({ system }) {
      const product1 = await system.Product.create({ name: 'Sample 1', published: false })
      const caller = await system.User.create({ email: 'person28@example.com' })
      const record = await system.Order.create({ ...orderValues, productId: product1.id, customerId: caller.id })
      return { as: user(caller.id), method: 'PATCH', url: `/api/orders/${record.id}`, body: { status: 'placed' } }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
  {
    name: 'allows delete where the caller has the role admin',
    async request({ system }) {
      const product1 = await system.Product.create({ name: 'Sample 1', published: false })
      const caller = await system.User.create({ email: 'person29@example.com' })
      const record = await system.Order.create({ ...orderValues, productId: product1.id, customerId: caller.id })
      return { as: user(caller.id, 'admin'), method: 'DELETE', url: `/api/orders/${record.id}` }
    },
    expect: { status: 204 },
  },
  {
    name: 'refuses delete unless the caller has the role admin',
    async request({ system }) {
      const product1 = await system.Product.create({ name: 'Sample 1', published: false })
      const caller = await system.User.create({ email: 'person30@example.com' })
      const record = await system.Order.create({ ...orderValues, productId: product1.id, customerId: caller.id })
      return { as: user(caller.id), method: 'DELETE', url: `/api/orders/${record.id}` }
    },
    expect: { status: 403, problem: 'forbidden' },
  },
  {
    name: 'allows write delivered where the caller has the role staff',
    async request({ system }) {
      const product1 = await system.Product.create({ name: 'Sample 1', published: false })
      const record = await system.Order.create({ ...orderValues, productId: product1.id })
      return { as: user('ann', 'staff'), method: 'PATCH', url: `/api/orders/${record.id}`, body: { delivered: true } }
    },
    expect: { status: 200 },
  },
  {
    name: 'refuses write delivered unless the caller has the role staff',
    async request({ system }) {
      const product1 = await system.Product.create({ name: 'Sample 1', published: false })
      const caller = await system.User.create({ email: 'person31@example.com' })
      const record = await system.Order.create({ ...orderValues, productId: product1.id, customerId: caller.id })
      return {
        as: user(caller.id),
        method: 'PATCH',
        url: `/api/orders/${record.id}`,
        body: { delivered: false, status: 'cancelled' },
      }
    },
    expect: { status: 403, problem: 'forbidden', errors: ['delivered'] },
  },
])
