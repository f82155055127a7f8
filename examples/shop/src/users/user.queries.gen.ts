// Generated from user.model.ts. Do not edit: your logic goes in user.hooks.ts.

import { anyOf, type Rule, roles } from '@cambium/runtime/access'
import {
  assignments,
  boolean,
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
import type { User } from './user.schema.gen.ts'

export const userColumns: Columns<User> = columns('users', {
  id: string('id'),
  email: string('email'),
  name: string('name'),
  blocked: boolean('blocked'),
  createdAt: instant('created_at'),
  updatedAt: instant('updated_at'),
  emailVerified: boolean('email_verified'),
})

/** read: owner('id') or role('staff') */
export const mayReadUser: Rule<User> = {
  allow: (caller) => caller.signedIn,
  where: (caller) => anyOf(
    sql`"users"."id" = ${caller.id}`,
    caller.hasRole('staff'),
  ),
}

/** create: role('admin') */
export const mayCreateUser: Rule<User> = roles('admin')

/** update: owner('id') or role('admin') */
export const mayUpdateUser: Rule<User> = {
  allow: (caller) => caller.signedIn,
  where: (caller) => anyOf(
    sql`"users"."id" = ${caller.id}`,
    caller.hasRole('admin'),
  ),
}

/** delete: role('admin') */
export const mayDeleteUser: Rule<User> = roles('admin')

export function listUsers(db: Queryable, { visible, filter, order, limit }: ListParts): Promise<User[]> {
  return db.all(sql`
    select ${userColumns} from "users"
    where ${visible} and ${filter}
    order by ${order}
    limit ${limit}
  `)
}

export function countUsers(db: Queryable, { visible, filter }: ListParts): Promise<number> {
  return db.count(sql`
    select count(*) from "users"
    where ${visible} and ${filter}
  `)
}

export function findUser(db: Queryable, visible: Sql, id: string, lock: Sql): Promise<User | undefined> {
  return db.first(sql`
    select ${userColumns} from "users"
    where "users"."id" = ${id} and ${visible}
    ${lock}
  `)
}

export function insertUser(db: Queryable, user: User): Promise<User | undefined> {
  return db.first(sql`
    insert into "users" ${values(userColumns, user)}
    returning ${userColumns}
  `)
}

export function updateUser(db: Queryable, allowed: Sql, id: string, changes: Partial<User>): Promise<User | undefined> {
  return db.first(sql`
    update "users" set ${assignments(userColumns, changes)}
    where "users"."id" = ${id} and ${allowed}
    returning ${userColumns}
  `)
}

export function deleteUser(db: Queryable, allowed: Sql, id: string): Promise<User | undefined> {
  return db.first(sql`
    delete from "users"
    where "users"."id" = ${id} and ${allowed}
    returning ${userColumns}
  `)
}
