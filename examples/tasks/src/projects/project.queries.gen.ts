// Generated from project.model.ts. Do not edit: your logic goes in project.hooks.ts.

import { anyOf, type Rule, signedIn } from '@cambium/runtime/access'
import {
  assignments,
  type Columns,
  columns,
  computed,
  instant,
  type ListParts,
  type Queryable,
  type Sql,
  sql,
  string,
  values,
} from '@cambium/runtime/database'
import type { Project } from './project.schema.gen.ts'

export const projectColumns: Columns<Project> = columns('projects', {
  id: string('id'),
  name: string('name'),
  description: string('description'),
  leadId: string('lead_id'),
  taskCount: computed('integer', sql`(select count(*) from "tasks" t where t."project_id" = "projects"."id")`),
  openTaskCount: computed('integer', sql`(
    select count(*)
    from "tasks" t
    where t."project_id" = "projects"."id" and t."status" is distinct from 'completed'
  )`),
  createdAt: instant('created_at'),
  updatedAt: instant('updated_at'),
  deletedAt: instant('deleted_at'),
})

/** read: owner('lead') or (p, user) => p.members.some((m) => m.userId === user.id) */
export const mayReadProject: Rule<Project> = {
  allow: (caller) => caller.signedIn,
  where: (caller) => anyOf(
    sql`"projects"."lead_id" = ${caller.id}`,
    sql`exists (
      select 1 from "memberships" m
      where m."project_id" = "projects"."id" and m."user_id" = ${caller.id}
    )`,
  ),
}

/** create: signedIn */
export const mayCreateProject: Rule<Project> = signedIn

/** update: owner('lead') */
export const mayUpdateProject: Rule<Project> = {
  allow: (caller) => caller.signedIn,
  where: (caller) => sql`"projects"."lead_id" = ${caller.id}`,
}

/** delete: owner('lead') */
export const mayDeleteProject: Rule<Project> = {
  allow: (caller) => caller.signedIn,
  where: (caller) => sql`"projects"."lead_id" = ${caller.id}`,
}

export function listProjects(db: Queryable, { visible, filter, order, limit }: ListParts): Promise<Project[]> {
  return db.all(sql`
    select ${projectColumns} from "projects"
    where "projects"."deleted_at" is null and ${visible} and ${filter}
    order by ${order}
    limit ${limit}
  `)
}

export function countProjects(db: Queryable, { visible, filter }: ListParts): Promise<number> {
  return db.count(sql`
    select count(*) from "projects"
    where "projects"."deleted_at" is null and ${visible} and ${filter}
  `)
}

export function findProject(db: Queryable, visible: Sql, id: string, lock: Sql): Promise<Project | undefined> {
  return db.first(sql`
    select ${projectColumns} from "projects"
    where "projects"."id" = ${id} and "projects"."deleted_at" is null and ${visible}
    ${lock}
  `)
}

export function insertProject(db: Queryable, project: Project): Promise<Project | undefined> {
  return db.first(sql`
    insert into "projects" ${values(projectColumns, project)}
    returning ${projectColumns}
  `)
}

export function updateProject(
  db: Queryable,
  allowed: Sql,
  id: string,
  changes: Partial<Project>,
): Promise<Project | undefined> {
  return db.first(sql`
    update "projects" set ${assignments(projectColumns, changes)}
    where "projects"."id" = ${id} and "projects"."deleted_at" is null and ${allowed}
    returning ${projectColumns}
  `)
}

/** The row stays, marked with the instant it was deleted. */
export function deleteProject(db: Queryable, allowed: Sql, id: string, now: string): Promise<Project | undefined> {
  return db.first(sql`
    update "projects" set ${assignments(projectColumns, { deletedAt: now })}
    where "projects"."id" = ${id} and "projects"."deleted_at" is null and ${allowed}
    returning ${projectColumns}
  `)
}
