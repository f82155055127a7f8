import assert from 'node:assert/strict'
import { sql } from '@cambium/runtime/database'
import type { Advisory, AdvisoryClass } from '../fixture/advisory.ts'
import { clientOf } from '../fixture/client.ts'
import { answered, found, foundNothing, refused, without } from '../fixture/expect.ts'
import type { Shop } from '../fixture/shop.ts'

const address = { firstName: 'Ann', lastName: 'Other', address: 'Lane 1' }

/** Staff sees what the others must not. */
async function staffSees({ staff, ids }: Shop): Promise<void> {
  answered(await staff.get(`/api/products/${ids.secret}`), /Not yet for sale/)
  assert.equal(found(await staff.get('/api/products?stock[gt]=0')), 2)
  answered(await staff.get(`/api/orders/${ids.order}`), /Lane 1/)
}

const cases: readonly Advisory<Shop>[] = [
  {
    name: 'Strapi CVE-2023-34235',
    attack: 'finds products that are not for sale yet, by any list of them',
    exists: staffSees,
    async refused({ guest, eve, ids }) {
      for (const caller of [guest, eve.browser]) {
        refused(await caller.get(`/api/products/${ids.secret}`), 404)
        foundNothing(await caller.get('/api/products?published=false&count=exact'))
        foundNothing(await caller.get('/api/products?q=yet&count=exact'))
        without(answered(await caller.get('/api/products?include=categories')), 'Not yet')
        const shelf = `/api/product-categories/${ids.category}`
        without(answered(await caller.get(`${shelf}?include=products`)), 'Not yet')
        without(answered(await caller.get(`${shelf}/products`)), 'Not yet')
        answered(await caller.get('/api/products/aggregate?published=false'), /"count":0/)
      }
    },
  },
  {
    name: 'Parse Server GHSA-rmhf-xv62-rm99',
    attack: 'learns how much there is of a product, and how often it was ordered',
    exists: staffSees,
    async refused({ guest, ids }) {
      without(answered(await guest.get(`/api/products/${ids.product}`)), /"stock"|"orderCount"/)
      foundNothing(await guest.get('/api/products?stock[gt]=0&count=exact'))
      foundNothing(await guest.get('/api/products?orderCount[gte]=0&count=exact'))
      refused(await guest.get('/api/products?sort=stock'), 400)
      refused(await guest.get('/api/products/aggregate?sum=stock'), 400)
      refused(await guest.get('/api/products?sort=-orderCount'), 400)
    },
  },
  {
    name: 'Parse Server GHSA-5v7g-9h8f-8pgg',
    attack: 'orders at a price of its own, as somebody else, or as delivered already',
    exists: async ({ guest, ids }) =>
      void answered(await guest.post('/api/orders', { productId: ids.product, ...address })),
    async refused({ guest, eve, ids }) {
      for (const more of [
        { totalPrice: 1 },
        { customerId: ids.ann },
        { delivered: true },
        { customerName: 'x' },
      ]) {
        const order = { productId: ids.product, ...address, ...more }
        refused(await guest.post('/api/orders', order), 401, 403, 422)
        refused(await eve.browser.post('/api/orders', order), 403, 422)
      }
    },
  },
  {
    name: 'Appsmith GHSA-g2hc-wmw2-32jr',
    attack: 'reads, cancels and deletes the order of somebody else',
    exists: async ({ ann, ids }) =>
      void answered(await ann.browser.get(`/api/orders/${ids.order}`), /Lane 1/),
    async refused({ guest, eve, ids, app }) {
      const path = `/api/orders/${ids.order}`
      for (const caller of [guest, eve.browser]) {
        refused(await caller.get(path), 401, 404)
        refused(await caller.patch(path, { status: 'cancelled' }), 401, 404)
        refused(await caller.delete(path), 401, 403, 404)
        refused(await caller.get(`${path}/history`), 401, 403, 404)
        const list = await caller.get(`/api/products/${ids.product}/orders`)
        if (list.status === 200) foundNothing(list)
        else refused(list, 401, 404)
      }
      const kept = sql`select count(*) from "orders" where "id" = ${ids.order} and "status" = 'placed'`
      assert.equal(await app.database.count(kept), 1)
    },
  },
  {
    name: 'Parse Server GHSA-xfh7-phr7-gr2x',
    attack: 'changes more of its own order than that it is cancelled',
    exists: async ({ ann, ids }) =>
      void answered(await ann.browser.get(`/api/orders/${ids.order}`), /"status":"placed"/),
    async refused({ ann, ids }) {
      const path = `/api/orders/${ids.order}`
      for (const change of [
        { status: 'paid' },
        { status: 'cancelled', address: 'Lane 2' },
        { address: 'Lane 2' },
        { delivered: true },
        { totalPrice: 0 },
      ]) {
        refused(await ann.browser.patch(path, change), 403, 409, 422)
      }
      answered(await ann.browser.get(path), /"status":"placed"/)
    },
  },
  {
    name: 'Directus GHSA-56p6-qw3c-fq2g',
    attack: 'goes on as staff after the role was taken',
    async exists({ eve, boss }) {
      answered(await boss.browser.put(`/api/auth/roles/${eve.id}/staff`, {}))
      answered(await eve.browser.get('/api/orders'), /Lane 1/)
    },
    async refused({ eve, boss, origin }) {
      answered(await boss.browser.delete(`/api/auth/roles/${eve.id}/staff`))
      foundNothing(await eve.browser.get('/api/orders?count=exact'))
      const fresh = clientOf(origin, { cookie: eve.cookie })
      without(answered(await fresh.get('/api/orders')), 'Lane 1')
    },
  },
]

export const shop: AdvisoryClass<Shop> = {
  title: 'a shop sells at its prices, and shows each customer their own',
  cases,
}
