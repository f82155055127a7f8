import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { guest, startTestApp, type TestApp, user } from '@cambium/runtime/testing'
import { app } from '../app.gen.ts'
import type { Product } from './product.schema.gen.ts'

const staff = user('staff', 'staff')
/** A picture of one clear pixel. */
const onePixel = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'

describe('products', () => {
  let shop: TestApp
  let tea: Product

  before(async () => {
    shop = await startTestApp(app)
    const category = await shop.system.ProductCategory.create({ name: 'Food & drink' })
    assert.equal(category.slug, 'food-drink')
    tea = await shop.system.Product.create({
      name: 'Tea',
      price: 1_850,
      stock: 3,
      categoryIds: [category.id],
    })
    await shop.system.Product.create({ name: 'Secret', published: false })
  })
  after(() => shop.close())

  test('guests cannot tell how many are left, by reading or by filtering', async () => {
    const { body } = await shop.call<Product>({ as: guest, url: `/api/products/${tea.id}` })
    assert.equal(Object.hasOwn(body, 'stock'), false)
    assert.equal(body.inStock, true)
    for (const filter of ['stock[gt]=2', 'stock[lt]=9', 'stock[ne]=7']) {
      const url = `/api/products?${filter}`
      const filtered = await shop.call<{ data: Product[] }>({ as: guest, url })
      assert.deepEqual(filtered.body.data, [], filter)
    }
  })

  test('guests find what is published, with its shelves', async () => {
    const { body } = await shop.call<{ data: (Product & { categories: { name: string }[] })[] }>({
      as: guest,
      url: '/api/products?include=categories',
    })
    assert.deepEqual(
      body.data.map(({ name, categories }) => [name, categories.map((shelf) => shelf.name)]),
      [['Tea', ['Food & drink']]],
    )
  })

  test('a published product needs a price', async () => {
    const body = { name: 'Free lunch' }
    const answer = await shop.call({ as: staff, method: 'POST', url: '/api/products', body })
    assert.equal(answer.status, 422)
    assert.match(answer.text, /a published product needs a price/)
  })

  test('two who change the same product do not overwrite each other', async () => {
    const url = `/api/products/${tea.id}`
    const change = (price: number) =>
      shop.call({
        as: staff,
        method: 'PATCH',
        url,
        body: { price },
        headers: { 'if-match': `"${tea.version}"` },
      })
    assert.equal((await change(1_900)).status, 200)
    assert.equal((await change(1_950)).status, 412)
  })

  test('a picture is seen by those who see its product', async () => {
    const picture = { name: 'tea.gif', content: Buffer.from(onePixel, 'base64') }
    const { id } = await shop.upload(staff, picture)
    const url = `/api/products/${tea.id}`
    const body = { image: id }
    const changed = await shop.call<Product>({ as: staff, method: 'PATCH', url, body })
    assert.deepEqual(changed.body.image, {
      id,
      name: 'tea.gif',
      size: 42,
      type: 'image/gif',
      width: 1,
      height: 1,
    })
    const seen = await shop.call({ as: guest, url: `${url}/image` })
    assert.deepEqual([seen.status, seen.headers['content-type']], [200, 'image/gif'])
    await shop.call({ as: staff, method: 'PATCH', url, body: { published: false } })
    assert.equal((await shop.call({ as: guest, url: `${url}/image` })).status, 404)
    await shop.call({ as: staff, method: 'PATCH', url, body: { published: true } })
    const page = await shop.upload(staff, { name: 'tea.png', content: '<script></script>' })
    const refused = await shop.call({ as: staff, method: 'PATCH', url, body: { image: page.id } })
    assert.equal(refused.status, 422)
    await assert.rejects(shop.upload(guest, picture), /unauthenticated/)
  })

  test('a deleted product is not found any more, and its row is kept', async () => {
    const { id } = await shop.system.Product.create({ name: 'Coffee', price: 900 })
    const url = `/api/products/${id}`
    assert.equal((await shop.call({ as: staff, method: 'DELETE', url })).status, 403)
    const admin = user('admin', 'admin')
    assert.equal((await shop.call({ as: admin, method: 'DELETE', url })).status, 204)
    assert.equal((await shop.call({ as: admin, url })).status, 404)
  })
})
