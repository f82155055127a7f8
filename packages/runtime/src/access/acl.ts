import { inList, noRow, type Queryable, type Sql, sql } from '../database/index.ts'
import type { Caller } from './caller.ts'

/** Who an entry of the access list is for: a user by id, a role, or everyone who is signed in. */
export type AclSubject =
  | { readonly user: string }
  | { readonly role: string }
  | { readonly everyone: true }

/** One entry: this subject has this right (`read`, `write`, or one of your own) on one record. */
export interface AclEntry {
  readonly entity: string
  readonly id: string | number
  readonly subject: AclSubject
  readonly right: string
}

/** An entry of the list of one record. */
export type ListedAccess = Pick<AclEntry, 'subject' | 'right'>

/** The condition that the access list gives the caller the right on the record whose id the expression is. */
export function aclGrants(entity: string, id: Sql, right: string, caller: Caller): Sql {
  if (caller.id === null) return noRow
  const subjects = [everyone, userSubject(caller.id), ...caller.roles.map(roleSubject)]
  return sql`exists (
    select 1 from "cambium_acl" acl
    where acl."entity" = ${entity} and acl."record_id" = cast(${id} as text)
      and acl."right" = ${right} and ${inList(sql`acl."subject"`, subjects, 'string')}
  )`
}

/** Adds an entry to the access list; one that is there already stays as it is. */
export async function grantAccess(db: Queryable, entry: AclEntry): Promise<void> {
  await db.run(sql`
    insert into "cambium_acl" ("entity", "record_id", "subject", "right")
    values (${entry.entity}, ${String(entry.id)}, ${subjectText(entry.subject)}, ${entry.right})
    on conflict do nothing
  `)
}

/** Takes an entry out of the access list; true when there was one. */
export async function revokeAccess(db: Queryable, entry: AclEntry): Promise<boolean> {
  const removed = await db.run(sql`
    delete from "cambium_acl"
    where "entity" = ${entry.entity} and "record_id" = ${String(entry.id)}
      and "subject" = ${subjectText(entry.subject)} and "right" = ${entry.right}
  `)
  return removed > 0
}

/** The entries of a record, in one order. */
export async function accessListOf(
  db: Queryable,
  record: { readonly entity: string; readonly id: string | number },
): Promise<ListedAccess[]> {
  const rows = await db.all<{ subject: string; right: string }>(sql`
    select acl."subject", acl."right" from "cambium_acl" acl
    where acl."entity" = ${record.entity} and acl."record_id" = ${String(record.id)}
    order by acl."right", acl."subject"
  `)
  return rows.map(({ subject, right }) => ({ subject: subjectOf(subject), right }))
}

/** Takes out every entry of a record: for when it is deleted. */
export async function revokeAllAccess(
  db: Queryable,
  record: { readonly entity: string; readonly id: string | number },
): Promise<void> {
  await db.run(sql`
    delete from "cambium_acl"
    where "entity" = ${record.entity} and "record_id" = ${String(record.id)}
  `)
}

// The prefixes keep a user whose id reads like a role from having what the role has.
const everyone = 'everyone'
const userSubject = (id: string): string => `user:${id}`
const roleSubject = (name: string): string => `role:${name}`

function subjectText(subject: AclSubject): string {
  if ('user' in subject) return userSubject(subject.user)
  return 'role' in subject ? roleSubject(subject.role) : everyone
}

function subjectOf(text: string): AclSubject {
  if (text.startsWith('user:')) return { user: text.slice('user:'.length) }
  return text.startsWith('role:') ? { role: text.slice('role:'.length) } : { everyone: true }
}
