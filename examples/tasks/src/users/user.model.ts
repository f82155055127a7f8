import { email, entity, owner, role, text } from '@cambium/model'

/** Somebody who can sign in: the token's subject is this record's id. */
export default entity('User', {
  fields: {
    name: text({ required: true, min: 1, max: 120, trim: true }),
    email: email({ required: true, unique: true, lower: true, trim: true, pii: true }),
  },
  list: { sort: 'name', pageSize: 50 },
  access: {
    read: 'signedIn',
    create: role('admin'),
    update: [owner('id'), role('admin')],
    delete: role('admin'),
  },
  fieldAccess: { email: { read: [owner('id'), role('staff')] } },
  title: 'name',
})
