// Generated from membership.model.ts. Do not edit: your logic goes in membership.hooks.ts.

import type { FieldSchemas } from '@cambium/runtime/schema'

/** That somebody takes part in a project. */
export interface Membership {
  id: string
  projectId: string
  userId: string
  level: MembershipLevel
  createdAt: string
  updatedAt: string
}

export type MembershipLevel = 'viewer' | 'editor'

/** What a caller may send to create a membership. */
export interface MembershipCreate {
  projectId: string
  userId: string
  level?: MembershipLevel
}

/** What a caller may send to change a membership. */
export interface MembershipUpdate {
  level?: MembershipLevel
}

/** The limits of every value. Those marked `readOnly` are set by your hooks only. */
export const membershipFields: FieldSchemas = {
  projectId: { type: 'string', format: 'uuid', writeOnce: true },
  userId: { type: 'string', format: 'uuid', writeOnce: true },
  level: { type: 'string', enum: ['viewer', 'editor'] },
}

/** What a create must bring. */
export const membershipRequired: readonly string[] = [
  'projectId',
  'userId',
]
