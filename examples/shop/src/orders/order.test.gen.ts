// Generated from order.model.ts. Do not edit: your own tests go in order.test.ts.

import { guest, scenarios, type TestApp, user } from '@cambium/runtime/testing'
import { app } from '../app.gen.ts'

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
