import { entity, role, text } from '@cambium/model'

/** A word that tasks are found by. */
export default entity('Tag', {
  fields: {
    name: text({ required: true, min: 1, max: 40, trim: true, lower: true, unique: true }),
    color: text({ pattern: '^#[0-9a-f]{6}$', lower: true }),
  },
  list: { sort: 'name', pageSize: 100, maxPageSize: 200 },
  access: {
    read: 'signedIn',
    create: 'signedIn',
    update: role('staff'),
    delete: role('staff'),
  },
  title: 'name',
})
