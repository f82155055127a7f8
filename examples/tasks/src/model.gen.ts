// Generated from the models. Do not edit: change the models instead.

import type { Many } from '@cambium/model'
import type { EntityTypes } from '@cambium/runtime/hooks'
import type { Task, TaskCreate, TaskUpdate } from './tasks/task.schema.gen.ts'

/** A task in a rule: its fields, and the way to everything related. */
export interface TaskRow extends Task {
  assignee: UserRow | null
  project: ProjectRow | null
  tags: Many<TagRow>
}

declare module '@cambium/model' {
  interface Register {
    rows: {
      Task: TaskRow
    }
    roles: 'staff' | 'admin'
  }
}

declare module '@cambium/runtime/hooks' {
  interface Register {
    entities: {
      Task: EntityTypes<Task, TaskCreate, TaskUpdate>
    }
    roles: 'staff' | 'admin'
  }
}
