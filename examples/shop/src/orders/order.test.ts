import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { guest, startTestApp, type TestApp, user } from '@cambium/runtime/testing'
import { app } from '../app.gen.ts'
import type { Order } from './order.schema.gen.ts'

const person = { firstName: 'Ada', lastName: 'Lovelace', address: '12 St James Square, London' }
const staff = user('staff', 'staff')

describe('orders', () => {
  let shop: TestApp
  let productId: string
  let customerId: string

  before(async () => {
    shop = await startTestApp(app)
    const customer = await shop.system.User.create({ email: 'ada@example.com', name: 'Ada' })
    customerId = customer.id
  })
  beforeEach(async () => {
    const product = await shop.system.Product.create({ name: 'Tea', price: 1_850, stock: 1 })
    productId = product.id
  })
  after(() => shop.close())

  const place = (as: ReturnType<typeof user>) =>
    shop.call<Order>({ as, method: 'POST', url: '/api/orders', body: { ...person, productId } })

  test('a product that is not published cannot be ordered', async () => {
    await shop.system.Product.update(productId, { published: false })
    const answer = await place(guest)
    assert.equal(answer.status, 422)
    assert.match(answer.text, /not for sale/)
  })

  test('what is sold out cannot be ordered', async () => {
    assert.equal((await place(guest)).status, 201)
    const answer = await place(guest)
    assert.equal(answer.status, 409)
    assert.match(answer.text, /Sold out/)
  })

  test('nobody sets the price of their order', async () => {
    const body = { ...person, productId, totalPrice: 1 }
    const answer = await shop.call({ as: guest, method: 'POST', url: '/api/orders', body })
    assert.equal(answer.status, 422)
  })

  test('a guest order costs what the product costs and takes one piece', async () => {
    const { status, body } = await place(guest)
    assert.equal(status, 201)
    assert.equal(body.totalPrice, 1_850)
    assert.equal(body.customerId, null)
    assert.equal(body.customerName, 'Ada Lovelace')
    assert.equal((await shop.system.Product.get(productId))?.stock, 0)
  })

  test('customers see their own orders, guests none, the staff all', async () => {
    const { body: order } = await place(user(customerId))
    const url = `/api/orders/${order.id}`
    assert.equal((await shop.call({ as: guest, url })).status, 401)
    assert.equal((await shop.call({ as: user('somebody-else'), url })).status, 404)
    assert.equal((await shop.call({ as: user(customerId), url })).status, 200)
    assert.equal((await shop.call({ as: staff, url })).status, 200)
  })

  test('customers may cancel what was placed, and the piece comes back', async () => {
    const { body: order } = await place(user(customerId))
    const change = (body: Partial<Order>) =>
      shop.call<Order>({
        as: user(customerId),
        method: 'PATCH',
        url: `/api/orders/${order.id}`,
        body,
      })
    assert.equal((await change({ status: 'paid' })).status, 403)
    assert.equal((await change({ status: 'cancelled', address: 'elsewhere' })).status, 403)
    assert.equal((await change({ status: 'cancelled' })).status, 200)
    assert.equal((await shop.system.Product.get(productId))?.stock, 1)
  })

  test('an order moves along its states only', async () => {
    const { body: order } = await place(guest)
    const move = (status: string) =>
      shop.call<Order>({
        as: staff,
        method: 'PATCH',
        url: `/api/orders/${order.id}`,
        body: { status },
      })
    assert.equal((await move('shipped')).status, 422)
    assert.equal((await move('paid')).status, 200)
    assert.equal((await move('shipped')).status, 200)
    const { body: delivered } = await move('delivered')
    assert.equal(delivered.delivered, true)
  })
})
