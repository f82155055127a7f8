import { findElements, readElements } from '../../json-file/index.ts'
import type { SourceNote } from '../../source/index.ts'
import { cleanRecord } from '../clean-record.ts'
import type { ParseExport } from '../find-export.ts'
import { isObject, type JsonObject } from '../parse-value.ts'

/** The roles of an export. */
export interface ReadRoles {
  /** Their names, in the order of the alphabet. */
  names: string[]
  /** The names of a user's roles, with those that come from other roles. */
  of(user: string): readonly string[]
  notes: SourceNote[]
}

/** Reads `_Role.json` and its relations. Whoever is in a role that another one names in `roles` has that other one, too. */
export async function readRoles(files: ParseExport): Promise<ReadRoles> {
  const names = new Map<string, string>()
  for await (const { objectId, name } of recordsIn(files.classes.get('_Role'))) {
    if (typeof objectId === 'string' && typeof name === 'string') names.set(objectId, name)
  }
  const users = await pairs(files, 'users')
  const parents = invert(await pairs(files, 'roles'))
  const roles = new Map<string, Set<string>>()
  for (const [role, members] of users) {
    for (const id of withParents(role, parents)) {
      const name = names.get(id)
      if (name === undefined) continue
      for (const user of members) roles.set(user, (roles.get(user) ?? new Set()).add(name))
    }
  }
  const sorted = [...new Set(names.values())].toSorted()
  return {
    names: sorted,
    of: (user) => [...(roles.get(user) ?? [])].toSorted(),
    notes: notesOf(sorted, parents.size > 0),
  }
}

function notesOf(names: readonly string[], hasParents: boolean): SourceNote[] {
  const notes: SourceNote[] = []
  if (names.includes('admin')) {
    notes.push({
      what: 'role admin',
      text: 'here whoever has it may do what no rule says, and gives roles to others; the rules that came are not widened for it',
    })
  }
  if (hasParents) {
    notes.push({
      what: 'roles in roles',
      text: 'each user has all roles that followed from another one; `inherits` in cambium.config.ts says the same for users to come',
    })
  }
  return notes
}

/** The related ids by the owning id. */
async function pairs(files: ParseExport, field: string): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  const file = files.joins.find((join) => join.owner === '_Role' && join.field === field)
  for await (const { owningId, relatedId } of recordsIn(file?.path)) {
    if (typeof owningId !== 'string' || typeof relatedId !== 'string') continue
    const known = found.get(owningId)
    if (known) known.push(relatedId)
    else found.set(owningId, [relatedId])
  }
  return found
}

async function* recordsIn(path: string | undefined): AsyncGenerator<JsonObject> {
  const start = path === undefined ? undefined : findElements(path)?.start
  if (path === undefined || start === undefined) return
  for await (const { values } of readElements(path, start)) {
    for (const value of values) if (isObject(value)) yield cleanRecord(value, null)
  }
}

function invert(map: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const inverted = new Map<string, string[]>()
  for (const [parent, children] of map) {
    for (const child of children) inverted.set(child, [...(inverted.get(child) ?? []), parent])
  }
  return inverted
}

function withParents(role: string, parents: ReadonlyMap<string, readonly string[]>): Set<string> {
  const all = new Set([role])
  for (const one of all) for (const parent of parents.get(one) ?? []) all.add(parent)
  return all
}
