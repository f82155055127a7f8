import { entity, role, slug, text } from '@cambium/model'

/** A shelf of the shop. */
export default entity('ProductCategory', {
  fields: {
    name: text({ required: true, min: 1, max: 80, trim: true, unique: true, search: 'A' }),
    /** The name as it stands in an address, made from `name` when none is given. */
    slug: slug({ from: 'name', unique: true }),
    description: text({ max: 2_000, search: 'B' }),
  },
  list: { sort: 'name', pageSize: 50 },
  access: {
    read: 'public',
    create: role('staff'),
    update: role('staff'),
    delete: role('admin'),
  },
  title: 'name',
})
