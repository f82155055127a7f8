import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { acl, entity, int, one, text } from '@cambium/model'
import { emitProject } from '../emit/index.ts'
import { buildModel } from './index.ts'

const { model } = buildModel([
  entity('Order', { id: 'text', fields: { note: text() } }),
  entity('OrderItem', {
    id: ['order', 'line'],
    fields: {
      order: one('Order', { required: true, inverse: 'items', onDelete: 'cascade' }),
      line: int({ required: true }),
      after: one('OrderItem', { fields: ['orderId', 'afterLine'] }),
      afterLine: int(),
    },
    softDelete: true,
    access: { read: acl('read'), create: 'public', update: (i) => i.after?.order.note === 'open' },
  }),
])
const files = emitProject(model, { hashes: { storage: 's', api: 'a', policy: 'p' } })

for (const part of ['schema', 'queries', 'operations']) {
  test(`a key of several fields is printed into ${part} as it stands in golden`, () => {
    const path = `src/order-item/order-item.${part}.gen.ts`
    const printed = files.find((file) => file.path === path)?.text ?? ''
    const golden = join(import.meta.dirname, 'golden', `keys.${part}.txt`)
    if (process.env.UPDATE_GOLDEN) writeFileSync(golden, printed)
    assert.equal(printed, readFileSync(golden, 'utf8'))
  })
}

test('rules speak of the fields of a key, and are told which', () => {
  const line = entity('Line', {
    id: ['no', 'day'],
    fields: { no: int({ required: true }), day: text({ required: true }) },
    // the row has no types here, as in a project that was never generated
    access: { read: (l: { id: string }) => l.id === 'x' } as object,
  })
  assert.throws(() => buildModel([line]), /CAM208.*id of Line is made of no and day/)
})
