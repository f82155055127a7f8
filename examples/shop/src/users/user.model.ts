import { bool, email, entity, owner, role, text } from '@cambium/model'

/** Somebody who can sign in: the token's subject is this record's id. */
export default entity('User', {
  fields: {
    email: email({ required: true, unique: true, lower: true, trim: true, pii: true }),
    name: text({ max: 120, trim: true }),
    /** Known to the hooks only. */
    blocked: bool({ default: false, hidden: true }),
  },
  list: { sort: 'email' },
  access: {
    read: [owner('id'), role('staff')],
    create: role('admin'),
    update: [owner('id'), role('admin')],
    delete: role('admin'),
  },
  title: 'name',
})
