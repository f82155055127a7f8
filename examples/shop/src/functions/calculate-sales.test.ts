import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { guest, startTestApp, type TestApp, user } from '@cambium/runtime/testing'
import { app } from '../app.gen.ts'
import type { CalculateSalesOutput } from '../logic.gen.ts'

const staff = user('staff', 'staff')

describe('calculateSales', () => {
  let shop: TestApp

  before(async () => {
    shop = await startTestApp(app)
    const { id: productId } = await shop.system.Product.create({
      name: 'Tea',
      price: 1_850,
      stock: 9,
    })
    const person = { firstName: 'Ada', lastName: 'Lovelace', address: '12 St James Square, London' }
    for (const status of ['placed', 'placed', 'cancelled'] as const) {
      const { id } = await shop.system.Order.create({ ...person, productId })
      if (status !== 'placed') await shop.system.Order.update(id, { status })
    }
  })
  after(() => shop.close())

  const sales = (query = '') =>
    shop.call<CalculateSalesOutput>({ as: staff, url: `/api/sales${query}` })

  test('adds up what was ordered and not cancelled', async () => {
    const { status, body } = await sales()
    assert.equal(status, 200)
    assert.deepEqual(body, { total: 3_700 })
  })

  test('leaves out what was ordered before a day', async () => {
    assert.deepEqual((await sales('?since=2999-01-01')).body, { total: 0 })
  })

  test('is for the staff', async () => {
    assert.equal((await shop.call({ as: guest, url: '/api/sales' })).status, 401)
    assert.equal((await shop.call({ as: user('ann'), url: '/api/sales' })).status, 403)
  })
})
