// Generated from project.model.ts. Do not edit: your logic goes in project.hooks.ts.

import type { FieldSchemas } from '@cambium/runtime/schema'

/** A piece of work that several people share. */
export interface Project {
  id: string
  name: string
  description: string | null
  leadId: string | null
  taskCount: number
  openTaskCount: number
  createdAt: string
  updatedAt: string
  deletedAt: string | null
}

/** What a caller may send to create a project. */
export interface ProjectCreate {
  name: string
  description?: string | null
  leadId?: string | null
}

/** What a caller may send to change a project. */
export interface ProjectUpdate {
  name?: string
  description?: string | null
  leadId?: string | null
}

/** The limits of every value. Those marked `readOnly` are set by your hooks only. */
export const projectFields: FieldSchemas = {
  name: { type: 'string', minLength: 1, maxLength: 120, normalise: ['trim'] },
  description: { type: ['string', 'null'], maxLength: 5000 },
  leadId: { type: ['string', 'null'], format: 'uuid' },
  taskCount: { type: 'integer', readOnly: true },
  openTaskCount: { type: 'integer', readOnly: true },
  deletedAt: { type: ['string', 'null'], format: 'date-time', readOnly: true, hidden: true },
}

/** What a create must bring. */
export const projectRequired: readonly string[] = [
  'name',
]
