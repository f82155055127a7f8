import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { createSample } from '../../packages/generator/src/cli/fixture/index.ts'

const item = `import { entity, int, one } from '@cambium/model'

export default entity('Item', {
  id: ['order', 'line'],
  fields: {
    order: one('Order', { required: true, inverse: 'items' }),
    line: int({ required: true }),
    after: one('Item', { fields: ['orderId', 'next'] }),
    next: int(),
  },
})
`

const order = `import { entity, text } from '@cambium/model'

export default entity('Order', {
  id: 'text',
  fields: { text: text() },
})
`

test('a renamed field keeps its place in keys and in what holds them', () => {
  const project = createSample()
  process.once('exit', project.remove)
  project.put('src/items/item.model.ts', item)
  project.put('src/orders/order.model.ts', order)
  assert.equal(project.run('generate').code, 0)
  const read = (path: string): string => readFileSync(join(project.folder, path), 'utf8')
  for (const [what, to] of [
    ['Item.order', 'purchase'],
    ['Item.next', 'following'],
    ['Order.text', 'note'],
  ] as const) {
    const { code, err } = project.run('rename', what, to)
    assert.equal(code, 0, err)
  }
  assert.equal(
    read('src/items/item.model.ts'),
    item
      .replace("['order', 'line']", "['purchase', 'line']")
      .replace('order: one', 'purchase: one')
      .replace("['orderId', 'next']", "['purchaseId', 'following']")
      .replace('next: int', 'following: int'),
  )
  assert.equal(read('src/orders/order.model.ts'), order.replace('text: text', 'note: text'))
})
