// Generated from tag.model.ts. Do not edit: your logic goes in tag.hooks.ts.

import { type Rule, roles, signedIn } from '@cambium/runtime/access'
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
import type { Tag } from './tag.schema.gen.ts'

export const tagColumns: Columns<Tag> = columns('tags', {
  id: string('id'),
  name: string('name'),
  color: string('color'),
  createdAt: instant('created_at'),
  updatedAt: instant('updated_at'),
})

/** read: signedIn */
export const mayReadTag: Rule<Tag> = signedIn

/** create: signedIn */
export const mayCreateTag: Rule<Tag> = signedIn

/** update: role('staff') */
export const mayUpdateTag: Rule<Tag> = roles('staff')

/** delete: role('staff') */
export const mayDeleteTag: Rule<Tag> = roles('staff')

export function listTags(db: Queryable, { visible, filter, order, limit }: ListParts): Promise<Tag[]> {
  return db.all(sql`
    select ${tagColumns} from "tags"
    where ${visible} and ${filter}
    order by ${order}
    limit ${limit}
  `)
}

export function countTags(db: Queryable, { visible, filter }: ListParts): Promise<number> {
  return db.count(sql`
    select count(*) from "tags"
    where ${visible} and ${filter}
  `)
}

export function findTag(db: Queryable, visible: Sql, id: string, lock: Sql): Promise<Tag | undefined> {
  return db.first(sql`
    select ${tagColumns} from "tags"
    where "tags"."id" = ${id} and ${visible}
    ${lock}
  `)
}

export function insertTag(db: Queryable, tag: Tag): Promise<Tag | undefined> {
  return db.first(sql`
    insert into "tags" ${values(tagColumns, tag)}
    returning ${tagColumns}
  `)
}

export function updateTag(db: Queryable, allowed: Sql, id: string, changes: Partial<Tag>): Promise<Tag | undefined> {
  return db.first(sql`
    update "tags" set ${assignments(tagColumns, changes)}
    where "tags"."id" = ${id} and ${allowed}
    returning ${tagColumns}
  `)
}

export function deleteTag(db: Queryable, allowed: Sql, id: string): Promise<Tag | undefined> {
  return db.first(sql`
    delete from "tags"
    where "tags"."id" = ${id} and ${allowed}
    returning ${tagColumns}
  `)
}
