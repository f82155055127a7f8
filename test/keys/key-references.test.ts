import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { generateKeys, type ServedKeys } from './fixture/served-project.ts'

const open = `access: { read: 'public', create: 'public', update: 'public', delete: 'public' },`

const project = generateKeys({
  'src/orders/order.model.ts': `import { entity, text } from '@cambium/model'

export default entity('Order', {
  fields: { note: text({ max: 80 }) },
  ${open}
})
`,
  'src/order-items/order-item.model.ts': `import { bool, computed, entity, int, one } from '@cambium/model'

export default entity('OrderItem', {
  id: ['order', 'line'],
  fields: {
    order: one('Order', { required: true, inverse: 'items', onDelete: 'cascade' }),
    line: int({ required: true }),
    secret: bool({ default: false }),
    after: one('OrderItem', { fields: ['order', 'afterLine'], inverse: 'next' }),
    afterLine: int(),
    parcelCount: computed(int(), (i) => i.parcels.count()),
  },
  access: {
    read: (i) => !i.secret,
    create: 'public',
    update: (i) => i.label?.text !== 'fixed' && i.parcels.none((p) => p.weight === 99),
    delete: 'public',
  },
})
`,
  'src/parcels/parcel.model.ts': `import { entity, int, one, text } from '@cambium/model'

export default entity('Parcel', {
  fields: {
    order: one('Order', { inverse: 'parcels' }),
    line: int({ column: 'line_no' }),
    weight: int(),
    note: text({ max: 80 }),
    item: one('OrderItem', { fields: ['orderId', 'line'], inverse: 'parcels', onDelete: 'setNull' }),
  },
  history: true,
  access: {
    read: 'public',
    create: 'public',
    update: 'public',
    delete: (p) => p.item !== null && p.item.order.note === 'open',
  },
})
`,
  'src/labels/label.model.ts': `import { entity, int, one, text, uuid } from '@cambium/model'

export default entity('Label', {
  id: ['orderId', 'line'],
  fields: {
    orderId: uuid({ required: true }),
    line: int({ required: true }),
    item: one('OrderItem', { fields: ['orderId', 'line'], inverse: 'label', unique: true, onDelete: 'cascade' }),
    text: text({ max: 80 }),
  },
  timestamps: false,
  ${open}
})
`,
})

test('the tables have foreign keys over the columns, and an index for each', () => {
  const target = 'REFERENCES "order_items" ("order_id", "line")'
  for (const dialect of ['sqlite', 'postgres'] as const) {
    const script = project.script(dialect)
    assert.ok(script.includes(`FOREIGN KEY ("order_id", "line_no") ${target} ON DELETE SET NULL`))
    assert.ok(script.includes(`FOREIGN KEY ("order_id", "line") ${target} ON DELETE CASCADE`))
    assert.ok(
      script.includes(`FOREIGN KEY ("order_id", "after_line") ${target} ON DELETE RESTRICT`),
    )
    assert.match(script, /ON "parcels" \("order_id", "line_no", "id"\)/)
    assert.doesNotMatch(script, /CREATE TABLE "parcels" \([^;]*"item/)
  }
  const { components } = JSON.parse(project.text('openapi.gen.json'))
  assert.deepEqual(Object.keys(components.schemas.ParcelCreate.properties), [
    'orderId',
    'line',
    'weight',
    'note',
  ])
  assert.deepEqual(components.schemas.Parcel.properties.itemId.type, ['string', 'null'])
})

for (const kind of ['sqlite', 'postgres'] as const) {
  describe(`relations over several fields on ${kind}`, () => {
    let served: ServedKeys
    let ask: ServedKeys['ask']
    let order = ''
    let parcels: string[] = []

    before(async () => {
      served = await project.serve(kind)
      ask = served.ask
      order = String((await ask('POST', '/orders', { note: 'a' })).body.id)
      for (const line of [1, 2, 3]) {
        const body = {
          orderId: order,
          line,
          secret: line === 3,
          ...(line === 2 && { afterLine: 1 }),
        }
        const made = await ask('POST', '/order-items', body)
        assert.equal(made.status < 300 || line === 3, true, JSON.stringify(made.body))
      }
      const { OrderItem } = served.app.system as unknown as {
        [entity: string]: { create(input: object): Promise<unknown> }
      }
      await OrderItem?.create({ orderId: order, line: 4, secret: true }).catch(() => undefined)
      parcels = []
      for (const line of [1, 1, null]) {
        const made = await ask('POST', '/parcels', { orderId: order, line, weight: 5 })
        assert.equal(made.status, 201, JSON.stringify(made.body))
        assert.equal(made.body.itemId, line === null ? null : `${order}~1`)
        parcels.push(String(made.body.id))
      }
    })
    after(() => served.app.close())

    test('the relation is what its fields say', async () => {
      const seen = await ask('GET', `/parcels/${parcels[0]}?include=item.order`)
      assert.equal(seen.body.itemId, `${order}~1`)
      assert.deepEqual((seen.body.item as { line: number }).line, 1)
      assert.equal((seen.body.item as { order: { id: string } }).order.id, order)
      const changed = await ask('PATCH', `/parcels/${parcels[0]}`, { line: 2 })
      assert.deepEqual([changed.status, changed.body.itemId], [200, `${order}~2`])
      assert.equal(
        (await ask('PATCH', `/parcels/${parcels[0]}`, { itemId: `${order}~1` })).status,
        422,
      )
      const history = await ask('GET', `/parcels/${parcels[0]}/history`)
      assert.equal(JSON.stringify(history.data[0]).includes('"line"'), true)
      await ask('PATCH', `/parcels/${parcels[0]}`, { line: 1 })
    })

    test('it must lead to a record that the caller may read', async () => {
      for (const line of [3, 4, 9]) {
        const made = await ask('POST', '/parcels', { orderId: order, line })
        assert.deepEqual([made.status, made.body.type], [422, '/problems/invalid'], `${line}`)
        const changed = await ask('PATCH', `/parcels/${parcels[0]}`, { line })
        assert.equal(changed.status, 422, `${line}`)
      }
      assert.equal((await ask('PATCH', `/parcels/${parcels[0]}`, { weight: 6 })).status, 200)
    })

    test('it is followed from both ends', async () => {
      const item = `/order-items/${encodeURIComponent(`${order}~1`)}`
      const seen = await ask('GET', `${item}?include=parcels,next,after`)
      assert.deepEqual(
        (seen.body.parcels as { id: string }[]).map(({ id }) => id).sort(),
        parcels.slice(0, 2).sort(),
      )
      assert.deepEqual(
        (seen.body.next as { line: number }[]).map(({ line }) => line),
        [2],
      )
      assert.equal(seen.body.after, null)
      assert.equal((await ask('GET', `${item}/parcels`)).data.length, 2)
      const list = await ask('GET', '/order-items?include=parcels,after&sort=id')
      assert.deepEqual(
        list.data.map(({ parcels: of }) => (of as object[]).length),
        [2, 0],
      )
      assert.deepEqual((list.data[1] as { after: { line: number } }).after.line, 1)
    })

    test('lists are filtered through it', async () => {
      const id = encodeURIComponent(`${order}~1`)
      assert.equal((await ask('GET', `/parcels?itemId=${id}`)).data.length, 2)
      assert.equal((await ask('GET', `/parcels?itemId[in]=${id},none`)).data.length, 2)
      assert.equal((await ask('GET', '/parcels?itemId[exists]=false')).data.length, 1)
      assert.equal((await ask('GET', '/parcels?item.line=1')).data.length, 2)
      assert.equal((await ask('GET', '/parcels?item.line=2')).data.length, 0)
      assert.equal((await ask('GET', '/order-items?parcels.weight[gte]=5')).data.length, 1)
      assert.equal((await ask('GET', '/order-items?after.line=1')).data.length, 1)
    })

    test('one record may belong to another by the same key', async () => {
      const made = await ask('POST', '/labels', { orderId: order, line: 2, text: 'x' })
      assert.deepEqual(
        [made.status, made.body.id, made.body.itemId],
        [201, `${order}~2`, `${order}~2`],
      )
      const item = await ask(
        'GET',
        `/order-items/${encodeURIComponent(`${order}~2`)}?include=label`,
      )
      assert.equal((item.body.label as { text: string }).text, 'x')
    })

    test('rules lead along it', async () => {
      const item = (line: number): string =>
        `/order-items/${encodeURIComponent(`${order}~${line}`)}`
      const change = async (line: number): Promise<number> =>
        (await ask('PATCH', item(line), { afterLine: null })).status
      assert.equal((await ask('GET', item(1))).body.parcelCount, 2)
      assert.deepEqual([await change(1), await change(2)], [200, 200])
      await ask('PATCH', `/parcels/${parcels[1]}`, { weight: 99 })
      await ask('PATCH', `/labels/${encodeURIComponent(`${order}~2`)}`, { text: 'fixed' })
      assert.deepEqual([await change(1), await change(2)], [401, 401])
      for (const note of ['open', 'closed']) {
        await ask('PATCH', `/orders/${order}`, { note })
        for (const line of [1, null]) {
          const { id } = (await ask('POST', '/parcels', { orderId: order, line })).body
          const status = note === 'open' && line === 1 ? 204 : 401
          assert.equal((await ask('DELETE', `/parcels/${id}`)).status, status, `${note} ${line}`)
          if (status === 401) await ask('PATCH', `/parcels/${id}`, { line: null, orderId: null })
        }
      }
    })

    test('the database keeps what is referred to', async () => {
      await ask('PATCH', `/labels/${encodeURIComponent(`${order}~2`)}`, { text: 'x' })
      await ask('PATCH', `/order-items/${encodeURIComponent(`${order}~2`)}`, { afterLine: 1 })
      const item = (line: number): string =>
        `/order-items/${encodeURIComponent(`${order}~${line}`)}`
      assert.equal((await ask('DELETE', item(1))).status, 409)
      assert.equal((await ask('DELETE', item(2))).status, 204)
      assert.equal((await ask('GET', '/labels')).data.length, 0)
      assert.equal((await ask('DELETE', item(1))).status, 204)
      const left = await ask('GET', `/parcels/${parcels[0]}`)
      assert.deepEqual([left.body.itemId, left.body.line, left.body.orderId], [null, null, null])
    })
  })
}

test('the generated tests pass', () => {
  const { status, out } = project.runTests()
  assert.equal(status, 0, out)
})
