import { hooks } from '@cambium/runtime/hooks'

export const orderHooks = hooks('Order', {
  create: {
    async before({ input, system, fail }) {
      const product = await system.Product.get(input.productId, { lock: true })
      if (!product?.published) throw fail(422, 'This product is not for sale', 'productId')
      if (product.stock < 1) throw fail(409, 'Sold out', 'productId')
      await system.Product.update(product.id, { stock: product.stock - 1 })
      return { totalPrice: product.price }
    },
    after({ record, afterCommit, log }) {
      afterCommit(() => log.info({ id: record.id, totalPrice: record.totalPrice }, 'order placed'))
    },
  },
  update: {
    before({ changes }) {
      return changes.status === 'delivered' ? { delivered: true } : undefined
    },
    async after({ record, changed, system }) {
      if (!changed.has('status') || record.status !== 'cancelled') return
      const product = await system.Product.get(record.productId, { lock: true })
      if (product) await system.Product.update(product.id, { stock: product.stock + 1 })
    },
  },
})
