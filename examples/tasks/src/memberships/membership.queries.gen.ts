// Generated from membership.model.ts. Do not edit: your logic goes in membership.hooks.ts.

import { anyOf, type Rule } from '@cambium/runtime/access'
import {
  assignments,
  type Columns,
  columns,
  instant,
  type ListParts,
  type Queryable,
  type Sql,
  sql,
  string,
  values,
} from '@cambium/runtime/database'
import type { Membership } from './membership.schema.gen.ts'

export const membershipColumns: Columns<Membership> = columns('memberships', {
  id: string('id'),
  projectId: string('project_id'),
  userId: string('user_id'),
  level: string('level'),
  createdAt: instant('created_at'),
  updatedAt: instant('updated_at'),
})

/**
 * read: owner('user') or (m, user) => m.project?.leadId === user.id or (m, user) => m.project?.members.some((other)
 * => other.userId === user.id) ?? false
 */
export const mayReadMembership: Rule<Membership> = {
  allow: (caller) => caller.signedIn,
  where: (caller) => anyOf(
    sql`"memberships"."user_id" = ${caller.id}`,
    sql`(
      select p."lead_id"
      from "projects" p
      where p."id" = "memberships"."project_id" and p."deleted_at" is null
    ) = ${caller.id}`,
    sql`exists (
      select 1 from "projects" p
      where p."id" = "memberships"."project_id"
        and p."deleted_at" is null
        and exists (
          select 1 from "memberships" m
          where m."project_id" = p."id" and m."user_id" = ${caller.id}
        )
    )`,
  ),
}

/** create: (m, user) => m.project?.leadId === user.id */
export const mayCreateMembership: Rule<Membership> = {
  allow: (caller) => caller.signedIn,
  where: (caller) => sql`(
    select p."lead_id"
    from "projects" p
    where p."id" = "memberships"."project_id" and p."deleted_at" is null
  ) = ${caller.id}`,
}

/** update: (m, user) => m.project?.leadId === user.id */
export const mayUpdateMembership: Rule<Membership> = {
  allow: (caller) => caller.signedIn,
  where: (caller) => sql`(
    select p."lead_id"
    from "projects" p
    where p."id" = "memberships"."project_id" and p."deleted_at" is null
  ) = ${caller.id}`,
}

/** delete: owner('user') or (m, user) => m.project?.leadId === user.id */
export const mayDeleteMembership: Rule<Membership> = {
  allow: (caller) => caller.signedIn,
  where: (caller) => anyOf(
    sql`"memberships"."user_id" = ${caller.id}`,
    sql`(
      select p."lead_id"
      from "projects" p
      where p."id" = "memberships"."project_id" and p."deleted_at" is null
    ) = ${caller.id}`,
  ),
}

export function listMemberships(db: Queryable, { visible, filter, order, limit }: ListParts): Promise<Membership[]> {
  return db.all(sql`
    select ${membershipColumns} from "memberships"
    where ${visible} and ${filter}
    order by ${order}
    limit ${limit}
  `)
}

export function countMemberships(db: Queryable, { visible, filter }: ListParts): Promise<number> {
  return db.count(sql`
    select count(*) from "memberships"
    where ${visible} and ${filter}
  `)
}

export function findMembership(db: Queryable, visible: Sql, id: string, lock: Sql): Promise<Membership | undefined> {
  return db.first(sql`
    select ${membershipColumns} from "memberships"
    where "memberships"."id" = ${id} and ${visible}
    ${lock}
  `)
}

export function insertMembership(db: Queryable, membership: Membership): Promise<Membership | undefined> {
  return db.first(sql`
    insert into "memberships" ${values(membershipColumns, membership)}
    returning ${membershipColumns}
  `)
}

export function updateMembership(
  db: Queryable,
  allowed: Sql,
  id: string,
  changes: Partial<Membership>,
): Promise<Membership | undefined> {
  return db.first(sql`
    update "memberships" set ${assignments(membershipColumns, changes)}
    where "memberships"."id" = ${id} and ${allowed}
    returning ${membershipColumns}
  `)
}

export function deleteMembership(db: Queryable, allowed: Sql, id: string): Promise<Membership | undefined> {
  return db.first(sql`
    delete from "memberships"
    where "memberships"."id" = ${id} and ${allowed}
    returning ${membershipColumns}
  `)
}
