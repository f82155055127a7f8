import assert from 'node:assert/strict'
import { after, before, describe, mock, test } from 'node:test'
import { startTestApp, type TestApp } from '@cambium/runtime/testing'
import { app } from '../app.gen.ts'

describe('printSales', () => {
  let shop: TestApp
  before(async () => {
    shop = await startTestApp(app)
  })
  after(() => shop.close())

  test('prints what was sold', async () => {
    const tea = await shop.system.Product.create({ name: 'Tea', price: 1_850, stock: 9 })
    const person = { firstName: 'Ada', lastName: 'Lovelace', address: '12 St James Square, London' }
    await shop.system.Order.create({ ...person, productId: tea.id })
    const print = mock.method(console, 'log', () => undefined)
    await shop.inside(({ enqueue }) => enqueue('printSales'))
    assert.equal(await shop.drain(), 1)
    print.mock.restore()
    assert.deepEqual(print.mock.calls[0]?.arguments, ['Sales: 18.5$'])
  })
})
