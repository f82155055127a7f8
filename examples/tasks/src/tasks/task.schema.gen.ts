// Generated from task.model.ts. Do not edit: your logic goes in task.hooks.ts.

import type { FieldSchemas } from '@cambium/runtime/schema'

/** Something to be done. */
export interface Task {
  id: string
  title: string
  notes: string | null
  status: TaskStatus
  priority: number
  dueAt: string | null
  completedAt: string | null
  assigneeId: string | null
  projectId: string | null
  createdAt: string
  updatedAt: string
  version: number
}

export type TaskStatus = 'pending' | 'in_progress' | 'completed'

/** What a caller may send to create a task. */
export interface TaskCreate {
  title: string
  notes?: string | null
  status?: TaskStatus
  priority?: number
  dueAt?: string | null
  assigneeId?: string | null
  projectId?: string | null
  tagIds?: string[]
}

/** What a caller may send to change a task. */
export interface TaskUpdate {
  title?: string
  notes?: string | null
  status?: TaskStatus
  priority?: number
  dueAt?: string | null
  assigneeId?: string | null
  projectId?: string | null
  tagIds?: string[]
}

/** The limits of every value. Those marked `readOnly` are set by your hooks only. */
export const taskFields: FieldSchemas = {
  title: { type: 'string', minLength: 1, maxLength: 200, normalise: ['trim'] },
  notes: { type: ['string', 'null'], maxLength: 20000 },
  status: { type: 'string', enum: ['pending', 'in_progress', 'completed'] },
  priority: { type: 'integer', minimum: 1, maximum: 5 },
  dueAt: { type: ['string', 'null'], format: 'date-time' },
  completedAt: { type: ['string', 'null'], format: 'date-time', readOnly: true },
  assigneeId: { type: ['string', 'null'], format: 'uuid' },
  projectId: { type: ['string', 'null'], format: 'uuid' },
  tagIds: { type: 'array', items: { type: 'string', format: 'uuid' }, maxItems: 1000 },
}

/** What a create must bring. */
export const taskRequired: readonly string[] = [
  'title',
]
