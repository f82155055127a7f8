// Generated from user.model.ts. Do not edit: your logic goes in user.hooks.ts.

import type { FieldSchemas } from '@cambium/runtime/schema'

/** Somebody who can sign in. */
export interface User {
  id: string
  email: string
  name: string | null
  /** Known to the hooks only: while it is true, the account can do nothing. */
  blocked: boolean
  createdAt: string
  updatedAt: string
  emailVerified: boolean
}

/** What a caller may send to create a user. */
export interface UserCreate {
  email: string
  name?: string | null
}

/** What a caller may send to change a user. */
export interface UserUpdate {
  name?: string | null
}

/** The limits of every value. Those marked `readOnly` are set by your hooks only. */
export const userFields: FieldSchemas = {
  email: { type: 'string', format: 'email', normalise: ['trim', 'lower'], pii: true, writeOnce: true },
  name: { type: ['string', 'null'], maxLength: 120, normalise: ['trim'] },
  blocked: { type: 'boolean', hidden: true },
  emailVerified: { type: 'boolean', readOnly: true, hidden: true },
}

/** What a create must bring. */
export const userRequired: readonly string[] = [
  'email',
]
