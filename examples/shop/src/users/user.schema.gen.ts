// Generated from user.model.ts. Do not edit: your logic goes in user.hooks.ts.

import type { FieldSchemas } from '@cambium/runtime/schema'

/** Somebody who can sign in: the token's subject is this record's id. */
export interface User {
  id: string
  email: string
  name: string | null
  /** Known to the hooks only. */
  blocked: boolean
  createdAt: string
  updatedAt: string
}

/** What a caller may send to create a user. */
export interface UserCreate {
  email: string
  name?: string | null
}

/** What a caller may send to change a user. */
export interface UserUpdate {
  email?: string
  name?: string | null
}

/** The limits of every value. Those marked `readOnly` are set by your hooks only. */
export const userFields: FieldSchemas = {
  email: { type: 'string', format: 'email', normalise: ['trim', 'lower'], pii: true },
  name: { type: ['string', 'null'], maxLength: 120, normalise: ['trim'] },
  blocked: { type: 'boolean', hidden: true },
}

/** What a create must bring. */
export const userRequired: readonly string[] = [
  'email',
]
