// Stands for the generated file of a project with three entities.

import type { Many } from '@cambium/model'

export interface TaskRow {
  id: string
  title: string
  status: 'pending' | 'completed'
  size: number
  assigneeId: string | null
  assignee: UserRow | null
  projectId: string | null
  project: ProjectRow | null
  createdAt: string
}

export interface ProjectRow {
  id: string
  name: string
  members: Many<UserRow>
  tasks: Many<TaskRow>
}

export interface UserRow {
  id: string
  name: string | null
  level: number
}

declare module '@cambium/model' {
  interface Register {
    rows: {
      Task: TaskRow
      Project: ProjectRow
      User: UserRow
    }
    roles: 'staff' | 'admin'
  }
}
