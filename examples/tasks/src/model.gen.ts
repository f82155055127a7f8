// Generated from the models. Do not edit: change the models instead.

import type { Many } from '@cambium/model'
import type { Membership, MembershipCreate, MembershipUpdate } from './memberships/membership.schema.gen.ts'
import type { Project, ProjectCreate, ProjectUpdate } from './projects/project.schema.gen.ts'
import type { Tag, TagCreate, TagUpdate } from './tags/tag.schema.gen.ts'
import type { Task, TaskCreate, TaskUpdate } from './tasks/task.schema.gen.ts'
import type { User, UserCreate, UserUpdate } from './users/user.schema.gen.ts'

/** A membership in a rule: its fields, and the way to everything related. */
export interface MembershipRow extends Membership {
  project: ProjectRow | null
  user: UserRow
}

/** A project in a rule: its fields, and the way to everything related. */
export interface ProjectRow extends Project {
  lead: UserRow | null
  members: Many<MembershipRow>
  tasks: Many<TaskRow>
}

/** A tag in a rule: its fields, and the way to everything related. */
export interface TagRow extends Tag {
  tasks: Many<TaskRow>
}

/** A task in a rule: its fields, and the way to everything related. */
export interface TaskRow extends Task {
  assignee: UserRow | null
  project: ProjectRow | null
  tags: Many<TagRow>
}

/** A user in a rule: its fields, and the way to everything related. */
export interface UserRow extends User {
  memberships: Many<MembershipRow>
  leads: Many<ProjectRow>
  tasks: Many<TaskRow>
}

declare module '@cambium/model' {
  interface Register {
    rows: {
      Membership: MembershipRow
      Project: ProjectRow
      Tag: TagRow
      Task: TaskRow
      User: UserRow
    }
    roles: 'staff' | 'admin'
  }
}

declare module '@cambium/runtime/hooks' {
  interface Register {
    entities: {
      Membership: EntityTypes<Membership, MembershipCreate, MembershipUpdate, {
        project: Project
        user: User
      }>
      Project: EntityTypes<Project, ProjectCreate, ProjectUpdate, {
        lead: User
        members: Membership
        tasks: Task
      }>
      Tag: EntityTypes<Tag, TagCreate, TagUpdate, {
        tasks: Task
      }>
      Task: EntityTypes<Task, TaskCreate, TaskUpdate, {
        assignee: User
        project: Project
        tags: Tag
      }>
      User: EntityTypes<User, UserCreate, UserUpdate, {
        memberships: Membership
        leads: Project
        tasks: Task
      }>
    }
    roles: 'staff' | 'admin'
  }
}
