import { bool, email, entity, owner, role, text } from '@cambium/model'

/** Somebody who can sign in. */
export default entity('User', {
  fields: {
    email: email({ required: true, unique: true, lower: true, trim: true, pii: true }),
    name: text({ max: 120, trim: true }),
    /** Known to the hooks only: while it is true, the account can do nothing. */
    blocked: bool({ default: false, hidden: true }),
  },
  auth: { identifiers: ['email'], methods: ['password'], blocked: 'blocked' },
  list: { sort: 'email' },
  access: {
    read: [owner('id'), role('staff')],
    create: role('admin'),
    update: [owner('id'), role('admin')],
    delete: role('admin'),
  },
  title: 'name',
})
