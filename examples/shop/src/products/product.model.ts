import {
  bool,
  computed,
  entity,
  image,
  index,
  int,
  manyToMany,
  money,
  role,
  text,
} from '@cambium/model'

/** Something that can be ordered. */
export default entity('Product', {
  fields: {
    name: text({ required: true, min: 1, max: 200, trim: true, search: 'A' }),
    description: text({ max: 10_000, search: 'B' }),
    /** Price of one piece, in cents. */
    price: money({ required: true, default: 0, min: 0, currency: 'USD' }),
    /** Pieces left, counted down by every order. */
    stock: int({ default: 0, min: 0 }),
    published: bool({ default: true }),
    /** What customers see of it. */
    image: image({ max: '5MB', thumbs: ['200x200', '600x600'] }),
    categories: manyToMany('ProductCategory', { inverse: 'products' }),
    inStock: computed(bool(), (p) => p.stock > 0, { stored: true }),
    orderCount: computed(int(), (p) => p.orders.count()),
  },
  indexes: [index('published', '-createdAt'), index('price')],
  list: { sort: '-createdAt', pageSize: 20, maxPageSize: 100 },
  versioned: true,
  history: true,
  softDelete: true,
  access: {
    read: [(p) => p.published, role('staff')],
    create: role('staff'),
    update: role('staff'),
    delete: role('admin'),
  },
  fieldAccess: {
    stock: { read: role('staff') },
    orderCount: { read: role('staff') },
  },
  check: {
    'a published product needs a price': (p) => !p.published || p.price > 0,
  },
  title: 'name',
})
