import {
  bool,
  choice,
  computed,
  entity,
  index,
  money,
  one,
  only,
  owner,
  role,
  text,
} from '@cambium/model'

/** One product ordered by one customer. */
export default entity('Order', {
  fields: {
    product: one('Product', { required: true, inverse: 'orders', onDelete: 'restrict' }),
    /** Whoever was signed in; nobody for a guest's order. */
    customer: one('User', {
      inverse: 'orders',
      onDelete: 'setNull',
      default: 'currentUser',
      readOnly: true,
    }),
    firstName: text({ required: true, min: 1, max: 100, trim: true, pii: true }),
    lastName: text({ required: true, min: 1, max: 100, trim: true, pii: true }),
    address: text({ required: true, min: 1, max: 500, pii: true }),
    /** The price at the time of the order, in cents. */
    totalPrice: money({ readOnly: true, default: 0, min: 0, currency: 'USD' }),
    status: choice(['placed', 'paid', 'shipped', 'delivered', 'cancelled'], {
      default: 'placed',
      transitions: {
        placed: ['paid', 'cancelled'],
        paid: ['shipped', 'cancelled'],
        shipped: ['delivered'],
      },
    }),
    delivered: bool({ required: true, default: false }),
    customerName: computed(text(), (o) => o.firstName + ' ' + o.lastName),
  },
  indexes: [index('delivered', '-createdAt'), index('product', '-createdAt')],
  list: { sort: '-createdAt', pageSize: 20 },
  history: true,
  access: {
    create: 'public',
    read: [owner('customer'), role('staff')],
    update: [
      role('staff'),
      {
        all: [
          only('status'),
          (o, user, { next }) =>
            o.customerId === user.id && o.status === 'placed' && next.status === 'cancelled',
        ],
      },
    ],
    delete: role('admin'),
  },
  fieldAccess: { delivered: { write: role('staff') } },
  check: {
    'a cancelled order cannot be delivered': (o) => !(o.status === 'cancelled' && o.delivered),
  },
})
