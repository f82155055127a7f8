import {
  bool,
  choice,
  computed,
  type EntityDefinition,
  entity,
  index,
  manyToMany,
  money,
  one,
  only,
  owner,
  role,
  slug,
  text,
} from '../language/index.ts'

/** The shop example of the design, in part. */
export const shopModel: EntityDefinition[] = [
  entity('Order', {
    fields: {
      product: one('Product', { required: true, inverse: 'orders', onDelete: 'restrict' }),
      customer: one('User', {
        inverse: 'orders',
        onDelete: 'setNull',
        default: 'currentUser',
        readOnly: true,
      }),
      firstName: text({ required: true, max: 100, pii: true }),
      lastName: text({ required: true, max: 100, pii: true }),
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
      customerName: computed(text(), (o) => `${o.firstName} ${o.lastName}`),
    },
    indexes: [index('delivered', '-createdAt'), index('product', '-createdAt')],
    access: {
      create: 'public',
      read: [owner('customer'), role('staff')],
      update: [
        role('staff'),
        {
          all: [
            only('status'),
            (o, user, { next }) => o.customerId === user.id && next.status === 'cancelled',
          ],
        },
      ],
      delete: role('admin'),
    },
    fieldAccess: { delivered: { write: role('staff') } },
  }),
  entity('Product', {
    fields: {
      name: text({ required: true }),
      price: money({ required: true }),
      categories: manyToMany('ProductCategory', { inverse: 'products' }),
    },
    versioned: true,
    history: true,
  }),
  entity('ProductCategory', {
    fields: {
      name: text({ required: true, unique: true }),
      slug: slug({ from: 'name', unique: true }),
      parent: one('ProductCategory', { inverse: 'children' }),
    },
    list: { sort: 'name', pageSize: 50 },
    title: 'name',
  }),
  entity('User', {
    fields: { name: text({ max: 120 }) },
    access: { read: [owner('id'), role('staff')] },
  }),
]
