import type { JsonValue } from '@cambium/model'
import { isObject, type JsonObject } from '../parse-value.ts'

/** A right that the access list of a record gives. */
export type Right = 'read' | 'write'

/** The access list of one record. */
export interface AccessList {
  /** What everybody has, signed in or not. */
  everybody: ReadonlySet<Right>
  /** What users and roles have: `user:<id>`, `role:<name>`. */
  entries: { subject: string; right: Right }[]
}

const rights: readonly Right[] = ['read', 'write']

/** Reads the `ACL` of a record; `null` where it has none. */
export function accessListOf(value: JsonValue | undefined): AccessList | null {
  if (!isObject(value)) return null
  const everybody = new Set<Right>()
  const entries: AccessList['entries'] = []
  for (const [who, given] of Object.entries(value)) {
    for (const right of rights) {
      if (!isObject(given) || given[right] !== true) continue
      if (who === '*') everybody.add(right)
      else entries.push({ subject: who.startsWith('role:') ? who : `user:${who}`, right })
    }
  }
  return { everybody, entries }
}

/** Whether the list lets this user read and write. */
export function letsDoAll({ everybody, entries }: AccessList, user: string): boolean {
  return rights.every(
    (right) =>
      everybody.has(right) ||
      entries.some((entry) => entry.subject === `user:${user}` && entry.right === right),
  )
}

/** The entries that are kept beside those that come from being the owner. */
export function keptEntries(
  { entries }: AccessList,
  { record, owner }: { record: JsonObject; owner: readonly string[] },
): AccessList['entries'] {
  const owners = owner.map((field) => `user:${userIn(record, field)}`)
  return entries.filter(({ subject }) => !owners.includes(subject))
}

/** The user a field of a record points to; of `objectId` the record itself. */
export function userIn(record: JsonObject, field: string): string | null {
  const value = record[field]
  if (field === 'objectId') return typeof value === 'string' ? value : null
  if (!isObject(value) || value.className !== '_User') return null
  return typeof value.objectId === 'string' ? value.objectId : null
}
