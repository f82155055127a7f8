// Generated from tag.model.ts. Do not edit: your logic goes in tag.hooks.ts.

import type { FieldSchemas } from '@cambium/runtime/schema'

/** A word that tasks are found by. */
export interface Tag {
  id: string
  name: string
  color: string | null
  createdAt: string
  updatedAt: string
}

/** What a caller may send to create a tag. */
export interface TagCreate {
  name: string
  color?: string | null
}

/** What a caller may send to change a tag. */
export interface TagUpdate {
  name?: string
  color?: string | null
}

/** The limits of every value. Those marked `readOnly` are set by your hooks only. */
export const tagFields: FieldSchemas = {
  name: { type: 'string', minLength: 1, maxLength: 40, normalise: ['trim', 'lower'] },
  color: { type: ['string', 'null'], pattern: '^#[0-9a-f]{6}$', normalise: ['lower'] },
}

/** What a create must bring. */
export const tagRequired: readonly string[] = [
  'name',
]
