import { date, money, role } from '@cambium/model'
import { defineFunction } from '@cambium/runtime/functions'

/** What was sold: the prices of all orders that were not cancelled. */
export const calculateSales = defineFunction('calculateSales', {
  method: 'GET',
  path: '/sales',
  access: role('staff'),
  input: {
    /** Orders of this day and later; all of them unless told. */
    since: date({ optional: true }),
  },
  output: { total: money({ currency: 'USD' }) },
  async run({ input, system }) {
    const [sold] = await system.Order.aggregate({
      sum: ['totalPrice'],
      where: { status: { ne: 'cancelled' }, createdAt: { gte: input.since ?? '2000-01-01' } },
    })
    return { total: Number(sold?.sum?.totalPrice ?? 0) }
  },
})
