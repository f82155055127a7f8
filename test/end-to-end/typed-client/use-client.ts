import { deepEqual, equal, ok } from 'node:assert/strict'
import process from 'node:process'
import { createClient, type Product } from './client.ts'

const [origin = '', token = ''] = process.argv.slice(2)
const staff = createClient(origin, token)
const guest = createClient(origin, undefined)

const created = await staff.createProduct({ name: 'Typed lamp', price: 4_200, published: true })
ok(created.ok, JSON.stringify(created))
equal(created.status, 201)
const product: Product = created.value
const price: number = product.price
equal(price, 4_200)

const read = await guest.getProduct(product.id)
ok(read.ok)
deepEqual([read.value.id, read.value.name], [product.id, 'Typed lamp'])

const page = await guest.listProducts({
  price: { gte: 4_200, lt: 4_201 },
  name: { contains: 'lamp' },
  sort: '-price',
  count: 'exact',
  limit: 5,
})
ok(page.ok, JSON.stringify(page))
deepEqual([page.value.data.map(({ name }) => name), page.value.page.total], [['Typed lamp'], 1])
equal(page.value.page.next, null)

const changed = await staff.updateProduct(product.id, { price: 5_000 })
equal(changed.ok && changed.value.price, 5_000)

const refused = await guest.createProduct({ name: 'Not allowed', price: 1 })
ok(!refused.ok)
deepEqual([refused.status, refused.problem.type], [401, '/problems/unauthenticated'])

const invalid = await staff.updateProduct(product.id, { price: -1 })
ok(!invalid.ok)
deepEqual([invalid.status, invalid.problem.errors?.[0]?.path], [422, 'price'])
