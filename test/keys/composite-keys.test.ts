import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { user } from '@cambium/runtime/testing'
import { generateKeys, type ServedKeys } from './fixture/served-project.ts'

const open = `access: { read: 'public', create: 'public', update: 'public', delete: 'public' },`

const project = generateKeys({
  'src/orders/order.model.ts': `import { entity, text } from '@cambium/model'

export default entity('Order', {
  fields: { note: text({ max: 80 }) },
  ${open}
})
`,
  'src/products/product.model.ts': `import { entity, int, text } from '@cambium/model'

export default entity('Product', {
  id: { kind: 'text', column: 'sku' },
  fields: { name: text({ required: true, max: 80 }), price: int({ default: 0 }) },
  ${open}
})
`,
  'src/order-items/order-item.model.ts': `import { acl, computed, entity, index, int, one, role, text } from '@cambium/model'

export default entity('OrderItem', {
  id: ['order', 'product'],
  fields: {
    order: one('Order', { required: true, inverse: 'items', onDelete: 'cascade' }),
    product: one('Product', { required: true, inverse: 'items' }),
    quantity: int({ required: true, min: 1 }),
    remark: text({ max: 80 }),
    double: computed(int(), (i) => i.quantity * 2),
  },
  indexes: [index('quantity')],
  versioned: true,
  history: true,
  api: { upsert: 'id' },
  access: {
    read: [(i) => i.product.price >= 0, acl('read')],
    create: 'public',
    update: (i) => i.order.note !== 'closed',
    delete: 'public',
    share: role('staff'),
  },
  fieldAccess: { remark: { read: (i) => i.order.note === 'open' } },
})
`,
  'src/users/user.model.ts': `import { entity, text } from '@cambium/model'

export default entity('User', {
  fields: { name: text({ max: 80 }) },
  ${open}
})
`,
  'src/profiles/profile.model.ts': `import { entity, one, owner, text } from '@cambium/model'

export default entity('Profile', {
  id: ['user'],
  fields: {
    user: one('User', { required: true, inverse: 'profile', default: 'currentUser', onDelete: 'cascade' }),
    motto: text({ max: 80 }),
  },
  softDelete: true,
  access: { read: 'public', create: 'signedIn', update: owner('user'), delete: owner('user') },
})
`,
  'src/readings/reading.model.ts': `import { bool, datetime, entity, float, text } from '@cambium/model'

export default entity('Reading', {
  id: ['sensor', 'at', 'raw'],
  fields: {
    sensor: text({ required: true, max: 40, column: 'sensor_code' }),
    at: datetime({ required: true }),
    raw: bool({ required: true, default: false }),
    value: float(),
  },
  timestamps: false,
  ${open}
})
`,
})

test('the tables have the fields of the key as their key', () => {
  for (const dialect of ['sqlite', 'postgres'] as const) {
    const script = project.script(dialect)
    assert.match(script, /CONSTRAINT "pk_\d+" PRIMARY KEY \("order_id", "product_id"\)/)
    assert.match(script, /PRIMARY KEY \("sensor_code", "at", "raw"\)/)
    assert.match(script, /ON "order_items" \("product_id", "order_id"\)/)
    assert.match(script, /ON "order_items" \("quantity", "order_id", "product_id"\)/)
    assert.doesNotMatch(script, /ON "order_items" \("order_id"/)
    assert.doesNotMatch(script, /CREATE TABLE "order_items" \((?:\n .*)*\n {2}"id"/)
  }
})

test('the statements compare the columns of the key', () => {
  const text = project.text('src/order-items/order-item.queries.gen.ts')
  assert.match(text, /^ {2}id: key\('orderId', 'productId'\),$/m)
  assert.match(text, /^ {4}where \$\{keyIs\(orderItemColumns, id\)\} and \$\{visible\}$/m)
  const { components } = JSON.parse(project.text('openapi.gen.json'))
  const { OrderItem, OrderItemCreate, OrderItemUpdate } = components.schemas
  assert.deepEqual(OrderItem.properties.id, { type: 'string', minLength: 1, maxLength: 2000 })
  assert.deepEqual(OrderItemCreate.required, ['orderId', 'productId', 'quantity'])
  assert.deepEqual(Object.keys(OrderItemUpdate.properties), ['quantity', 'remark'])
})

for (const kind of ['sqlite', 'postgres'] as const) {
  describe(`keys of several fields on ${kind}`, () => {
    let served: ServedKeys
    let ask: ServedKeys['ask']
    let [first, second] = ['', '']
    const skus = ['tea', 'b~1!', 'x/y z']

    before(async () => {
      served = await project.serve(kind)
      ask = served.ask
      first = String((await ask('POST', '/orders', { note: 'open' })).body.id)
      second = String((await ask('POST', '/orders', { note: 'other' })).body.id)
      for (const id of skus) await ask('POST', '/products', { id, name: id })
      for (const orderId of [first, second]) {
        for (const [at, productId] of skus.entries()) {
          const body = { orderId, productId, quantity: at + 1, remark: 'r' }
          const made = await ask('POST', '/order-items', body)
          assert.equal(made.status, 201, JSON.stringify(made.body))
        }
      }
    })
    after(() => served.app.close())

    const at = (id: unknown): string => `/order-items/${encodeURIComponent(String(id))}`

    test('the id is made of its parts, in every answer', async () => {
      const { data } = await ask('GET', '/order-items?sort=id')
      const id = (order: string): string[] => [`${order}~b!~1!!`, `${order}~tea`, `${order}~x/y z`]
      assert.deepEqual(
        data.map((item) => item.id),
        [...id(first), ...id(second)],
      )
      for (const item of data) {
        const one = await ask('GET', at(item.id))
        assert.deepEqual([one.status, one.body], [200, item])
      }
      assert.deepEqual(
        data.map(({ remark }) => remark ?? null),
        ['r', 'r', 'r', null, null, null],
      )
    })

    test('a page follows the other, whatever it is sorted by', async () => {
      for (const sort of ['id', '-id', 'quantity', '-productId', '-createdAt,quantity']) {
        const seen: unknown[] = []
        let url = `/order-items?sort=${sort}&limit=2`
        for (let page = 0; page < 4; page++) {
          const { data, body } = await ask('GET', url)
          seen.push(...data.map(({ id }) => id))
          const { next } = body.page as { next: string | null }
          if (next === null) break
          url = `/order-items?sort=${sort}&limit=2&after=${next}`
        }
        assert.equal(new Set(seen).size, 6, sort)
      }
    })

    test('lists are filtered by ids and by the records they lead to', async () => {
      const id = encodeURIComponent(`${first}~b!~1!!`)
      assert.equal((await ask('GET', `/order-items?id=${id}`)).data.length, 1)
      assert.equal(
        (await ask('GET', `/order-items?id[in]=${id},${second}~tea,none`)).data.length,
        2,
      )
      assert.equal((await ask('GET', '/order-items?id=none')).data.length, 0)
      assert.equal((await ask('GET', `/order-items?id[ne]=${id}`)).data.length, 5)
      assert.equal((await ask('GET', '/order-items?product.name=tea')).data.length, 2)
      assert.equal((await ask('GET', '/orders?items.quantity=1')).data.length, 2)
      assert.equal((await ask('GET', `/orders/${first}/items`)).data.length, 3)
      const grouped = await ask('GET', '/order-items/aggregate?sum=quantity&groupBy=productId')
      assert.equal(grouped.data.length, 3)
    })

    test('related records come along', async () => {
      const { data } = await ask('GET', '/order-items?include=order,product&sort=id')
      assert.deepEqual(
        data.map(({ order, product }) => [
          (order as { id: string }).id,
          (product as { id: string }).id,
        ]),
        [first, second].flatMap((order) => ['b~1!', 'tea', 'x/y z'].map((sku) => [order, sku])),
      )
      const orders = await ask('GET', '/orders?include=items.product')
      assert.deepEqual(
        orders.data.map(({ items }) => (items as object[]).length),
        [3, 3],
      )
    })

    test('a record is changed by its id, and its key never', async () => {
      const id = `${first}~tea`
      const changed = await ask('PATCH', at(id), { quantity: 9 })
      assert.deepEqual(
        [changed.status, changed.body.id, changed.body.quantity, changed.body.double],
        [200, id, 9, 18],
      )
      assert.equal((await ask('GET', at(`${second}~tea`))).body.quantity, 1)
      assert.equal((await ask('PATCH', at(id), { productId: 'x/y z' })).status, 422)
      assert.equal((await ask('PATCH', at(id), { id: 'x' })).status, 422)
      const { OrderItem } = served.app.system as unknown as {
        [entity: string]: { update(id: string, changes: object): Promise<unknown> }
      }
      await assert.rejects(
        async () => OrderItem?.update(id, { productId: 'x/y z' }),
        /part of the key|invalid/i,
      )
      const history = await ask('GET', `${at(id)}/history`)
      assert.equal(history.status, 200)
      assert.deepEqual(
        history.data.map(({ operation }) => operation),
        ['update', 'create'],
      )
    })

    test('a second record of the same key is refused', async () => {
      const body = { orderId: first, productId: 'tea', quantity: 1 }
      assert.equal((await ask('POST', '/order-items', body)).status, 409)
      assert.equal((await ask('POST', '/order-items', { ...body, id: 'x' })).status, 422)
      assert.equal((await ask('POST', '/order-items', { ...body, productId: 'none' })).status, 422)
      const { productId: _, ...less } = body
      assert.equal((await ask('POST', '/order-items', less)).status, 422)
    })

    test('what cannot be an id is not found', async () => {
      const ids = [
        'x',
        '~',
        `${first}`,
        `${first}~`,
        `${first}~tea~`,
        `${first}~!tea`,
        `${first}~b~1!`,
      ]
      for (const id of [...ids, `${first}~tea\0`, "' or 1=1 --", `${first}~'||'`]) {
        for (const method of ['GET', 'DELETE'] as const)
          assert.equal((await ask(method, at(id))).status, 404, `${method} ${id}`)
        assert.equal((await ask('PATCH', at(id), { quantity: 3 })).status, 404, id)
      }
      for (const id of [
        's~2026-13-01T00:00:00.000Z~true',
        's~now~true',
        's~2026-01-01T00:00:00.000Z~1',
      ])
        assert.equal((await ask('GET', `/readings/${encodeURIComponent(id)}`)).status, 404, id)
    })

    test('put goes by the key in the address', async () => {
      const made = (await ask('POST', '/products', { id: 'new', name: 'new' })).body.id
      const id = `${first}~${made}`
      const put = await ask('PUT', at(id), { quantity: 2 })
      assert.deepEqual([put.status, put.body.id, put.body.productId], [201, id, 'new'])
      assert.equal((await ask('PUT', at(id), { quantity: 3 })).body.quantity, 3)
      assert.equal((await ask('PUT', at(id), { quantity: 3, productId: 'tea' })).status, 422)
      assert.equal((await ask('PUT', at(id), { quantity: 4, productId: 'new' })).status, 200)
      assert.equal((await ask('PUT', at('x'), { quantity: 2 })).status, 404)
      const late = await Promise.all(
        [1, 2, 3, 4].map((quantity) => ask('PUT', at(`${second}~new`), { quantity })),
      )
      assert.deepEqual(late.map(({ status }) => status).sort(), [200, 200, 200, 201])
      assert.equal((await ask('DELETE', at(id))).status, 204)
      assert.equal((await ask('GET', at(id))).status, 404)
    })

    test('many are changed and deleted by what they have in common', async () => {
      const one = (await ask('POST', '/orders', { note: 'many' })).body.id
      const data = skus.map((productId) => ({ orderId: one, productId, quantity: 5 }))
      const made = await ask('POST', '/order-items/bulk', { data })
      assert.equal(made.status, 201, JSON.stringify(made.body))
      const changes = await ask('PATCH', `/order-items?orderId=${one}`, { quantity: 6 })
      assert.deepEqual(
        [changes.status, changes.body.count ?? changes.body],
        [200, changes.body.count ?? 3],
      )
      assert.equal((await ask('GET', `/order-items?orderId=${one}&quantity=6`)).data.length, 3)
      assert.equal(
        (await ask('DELETE', `/order-items?orderId=${one}&confirm=true`)).status < 500,
        true,
      )
    })

    test('rights are given on single records', async () => {
      const staff = user('sam', 'staff')
      const url = `${at(`${first}~tea`)}/access`
      const data = [{ user: 'bob', right: 'read' }]
      const set = await served.askAs(staff, 'PUT', url, { data })
      assert.deepEqual([set.status, set.body], [200, { data }])
      await ask('PATCH', '/products/tea', { price: -1 })
      assert.equal((await ask('GET', at(`${first}~tea`))).status, 404)
      assert.equal((await served.askAs(user('bob'), 'GET', at(`${first}~tea`))).status, 200)
      assert.equal((await served.askAs(user('bob'), 'GET', at(`${second}~tea`))).status, 404)
      await ask('PATCH', '/products/tea', { price: 0 })
      assert.equal((await ask('DELETE', at(`${first}~tea`))).status, 204)
      const body = { orderId: first, productId: 'tea', quantity: 1 }
      assert.equal((await ask('POST', '/order-items', body)).status, 201)
      assert.deepEqual((await served.askAs(staff, 'GET', url)).body, { data: [] })
    })

    test('a record of each user has the user as its key', async () => {
      const id = String((await ask('POST', '/users', { name: 'Ann' })).body.id)
      const ann = user(id)
      const made = await served.askAs(ann, 'POST', '/profiles', { motto: 'm' })
      assert.deepEqual([made.status, made.body.id, made.body.userId], [201, id, id])
      assert.equal((await served.askAs(ann, 'POST', '/profiles', { motto: 'n' })).status, 409)
      const seen = await ask('GET', `/users/${id}?include=profile`)
      assert.equal((seen.body.profile as { motto: string }).motto, 'm')
      assert.equal(
        (await served.askAs(ann, 'PATCH', `/profiles/${id}`, { motto: 'o' })).status,
        200,
      )
      assert.equal((await served.askAs(ann, 'DELETE', `/profiles/${id}`)).status, 204)
      assert.equal((await ask('GET', `/profiles/${id}`)).status, 404)
    })

    test('instants and truths are parts like others', async () => {
      const at = '2026-03-01T10:00:00.000Z'
      for (const sensor of ['a', 'b']) {
        const made = await ask('POST', '/readings', {
          sensor,
          at: '2026-03-01T11:00:00+01:00',
          value: 1,
        })
        assert.deepEqual([made.status, made.body.id], [201, `${sensor}~${at}~false`])
      }
      const one = `/readings/${encodeURIComponent(`a~${at}~false`)}`
      assert.equal((await ask('PATCH', one, { value: 2 })).body.value, 2)
      assert.deepEqual(
        (await ask('GET', '/readings')).data.map(({ value }) => value),
        [2, 1],
      )
    })
  })
}

test('the generated tests pass', () => {
  const { status, out } = project.runTests()
  assert.equal(status, 0, out)
})
