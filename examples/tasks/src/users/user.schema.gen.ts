// Generated from user.model.ts. Do not edit: your logic goes in user.hooks.ts.

import type { FieldSchemas } from '@cambium/runtime/schema'

/** Somebody who can sign in: the token's subject is this record's id. */
export interface User {
  id: string
  name: string
  email: string
  createdAt: string
  updatedAt: string
}

/** What a caller may send to create a user. */
export interface UserCreate {
  name: string
  email: string
}

/** What a caller may send to change a user. */
export interface UserUpdate {
  name?: string
  email?: string
}

/** The limits of every value. Those marked `readOnly` are set by your hooks only. */
export const userFields: FieldSchemas = {
  name: { type: 'string', minLength: 1, maxLength: 120, normalise: ['trim'] },
  email: { type: 'string', format: 'email', normalise: ['trim', 'lower'], pii: true },
}

/** What a create must bring. */
export const userRequired: readonly string[] = [
  'name',
  'email',
]
