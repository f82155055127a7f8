import { email, entity, text } from '@cambium/model'

/** A customer; the token's subject is this record's id. */
export default entity('User', {
  fields: {
    email: email({ required: true, unique: true, lower: true, trim: true }),
    name: text({ max: 120 }),
  },
  auth: { identifiers: ['email'], methods: ['password'] },
  access: { read: 'public', create: 'public', update: 'public', delete: 'public' },
})
