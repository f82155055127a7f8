import type { FieldIR } from '@cambium/model'
import { isAcceptedOnUpdate } from '../entity-fields.ts'
import { isRef, isSameValue, type Value, type World } from './world.ts'

/** All that a test makes belongs to one tenant, which it does not choose. */
const tenantField = 'tenantId'

/** The world with this value in a record; `null` where it has another already, or cannot be given one. */
export function withValue(
  world: World,
  at: number,
  { field, value }: { field: FieldIR; value: Value },
): World | null {
  const record = world.records[at]
  if (field.name === tenantField && field.origin === 'system') return null
  if (!record || field.origin !== 'model' || field.computed) return null
  if (field.reference?.fields) return null
  if (!refersRight(world, field, value)) return null
  // the server makes one where there is none
  if (field.slugFrom && value === null) return null
  const isLoose = record.loose.includes(field.name)
  const known = record.values[field.name]
  if (known !== undefined && !isLoose) return isSameValue(known, value) ? world : null
  const changed = {
    ...record,
    values: { ...record.values, [field.name]: value },
    loose: record.loose.filter((name) => name !== field.name),
  }
  return { ...world, records: world.records.with(at, changed) }
}

/** The world in which the update sends this value too; `null` where it sends another one, or may not. */
export function withChange(
  world: World,
  { field, value }: { field: FieldIR; value: Value },
): World | null {
  if (!isAcceptedOnUpdate(field) || !refersRight(world, field, value)) return null
  const known = world.changes[field.name]
  if (known !== undefined) return isSameValue(known, value) ? world : null
  return { ...world, changes: { ...world.changes, [field.name]: value } }
}

/** A reference holds the id of a planned record of its kind, or nothing; other fields hold no ids. */
function refersRight(world: World, { reference }: FieldIR, value: Value): boolean {
  if (!reference) return !isRef(value)
  if (value === null) return true
  return isRef(value) && world.records[value.ref]?.entity.name === reference.target
}

/** The world in which the caller has the role, and what it brings. */
export function withRole(world: World, role: string): World {
  const { caller } = world
  if (caller.roles.includes(role)) return world
  const brought = caller.brings?.[role] ?? [role]
  return { ...world, caller: { ...caller, roles: [...new Set([...caller.roles, ...brought])] } }
}
