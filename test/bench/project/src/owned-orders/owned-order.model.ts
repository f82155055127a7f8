import { bool, choice, entity, index, int, money, one, owner, role, text } from '@cambium/model'

/** An order that only its customer and the staff may read and write. */
export default entity('OwnedOrder', {
  fields: {
    customer: one('User', { default: 'currentUser', readOnly: true }),
    firstName: text({ required: true, min: 1, max: 100, trim: true }),
    lastName: text({ required: true, min: 1, max: 100, trim: true }),
    address: text({ required: true, min: 1, max: 500 }),
    note: text({ max: 2_000 }),
    quantity: int({ default: 1, min: 1 }),
    totalPrice: money({ default: 0, min: 0, currency: 'USD' }),
    status: choice(['placed', 'paid', 'shipped', 'delivered'], { default: 'placed' }),
    delivered: bool({ default: false }),
  },
  indexes: [index('customer', 'status', '-createdAt')],
  list: { sort: '-createdAt', pageSize: 20 },
  access: {
    create: owner('customer'),
    read: [owner('customer'), role('staff')],
    update: [owner('customer'), role('staff')],
    delete: role('staff'),
  },
})
