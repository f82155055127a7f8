// Generated from task.model.ts. Do not edit: your logic goes in task.hooks.ts.

import { aclGrants, anyOf, type Rule, signedIn } from '@cambium/runtime/access'
import {
  assignments,
  type Columns,
  columns,
  instant,
  integer,
  type ListParts,
  type Queryable,
  type Sql,
  sql,
  string,
  values,
} from '@cambium/runtime/database'
import type { Task } from './task.schema.gen.ts'

export const taskColumns: Columns<Task> = columns('tasks', {
  id: string('id'),
  title: string('title'),
  notes: string('notes'),
  status: string('status'),
  priority: integer('priority'),
  dueAt: instant('due_at'),
  completedAt: instant('completed_at'),
  assigneeId: string('assignee_id'),
  projectId: string('project_id'),
  createdAt: instant('created_at'),
  updatedAt: instant('updated_at'),
  version: integer('version'),
})

/**
 * read: owner('assignee') or acl('read') or (t, user) => t.project?.members.some((m) => m.userId === user.id) ??
 * false
 */
export const mayReadTask: Rule<Task> = {
  allow: (caller) => caller.signedIn,
  where: (caller) => anyOf(
    sql`"tasks"."assignee_id" = ${caller.id}`,
    aclGrants('Task', sql`"tasks"."id"`, 'read', caller),
    sql`exists (
      select 1 from "projects" p
      where p."id" = "tasks"."project_id"
        and p."deleted_at" is null
        and exists (
          select 1 from "memberships" m
          where m."project_id" = p."id" and m."user_id" = ${caller.id}
        )
    )`,
  ),
}

/** create: signedIn */
export const mayCreateTask: Rule<Task> = signedIn

/** update: owner('assignee') or acl('write') */
export const mayUpdateTask: Rule<Task> = {
  allow: (caller) => caller.signedIn,
  where: (caller) => anyOf(
    sql`"tasks"."assignee_id" = ${caller.id}`,
    aclGrants('Task', sql`"tasks"."id"`, 'write', caller),
  ),
}

/** delete: role('staff') and (t) => t.status !== 'completed' */
export const mayDeleteTask: Rule<Task> = {
  allow: (caller) => caller.hasRole('staff'),
  where: () => sql`"tasks"."status" is distinct from 'completed'`,
}

/** write priority: (t, user) => t.project?.leadId === user.id || t.assigneeId === user.id */
export const mayWriteTaskPriority: Rule<Task> = {
  allow: (caller) => caller.signedIn,
  where: (caller) => sql`(
    (
      select p."lead_id"
      from "projects" p
      where p."id" = "tasks"."project_id" and p."deleted_at" is null
    ) = ${caller.id}
    or "tasks"."assignee_id" = ${caller.id}
  )`,
}

export function listTasks(db: Queryable, { visible, filter, order, limit }: ListParts): Promise<Task[]> {
  return db.all(sql`
    select ${taskColumns} from "tasks"
    where ${visible} and ${filter}
    order by ${order}
    limit ${limit}
  `)
}

export function countTasks(db: Queryable, { visible, filter }: ListParts): Promise<number> {
  return db.count(sql`
    select count(*) from "tasks"
    where ${visible} and ${filter}
  `)
}

export function findTask(db: Queryable, visible: Sql, id: string, lock: Sql): Promise<Task | undefined> {
  return db.first(sql`
    select ${taskColumns} from "tasks"
    where "tasks"."id" = ${id} and ${visible}
    ${lock}
  `)
}

export function insertTask(db: Queryable, task: Task): Promise<Task | undefined> {
  return db.first(sql`
    insert into "tasks" ${values(taskColumns, task)}
    returning ${taskColumns}
  `)
}

export function updateTask(db: Queryable, allowed: Sql, id: string, changes: Partial<Task>): Promise<Task | undefined> {
  return db.first(sql`
    update "tasks" set ${assignments(taskColumns, changes)}
    where "tasks"."id" = ${id} and ${allowed}
    returning ${taskColumns}
  `)
}

export function deleteTask(db: Queryable, allowed: Sql, id: string): Promise<Task | undefined> {
  return db.first(sql`
    delete from "tasks"
    where "tasks"."id" = ${id} and ${allowed}
    returning ${taskColumns}
  `)
}
