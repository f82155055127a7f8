import type { FieldIR } from '@cambium/model'
import { isAcceptedOnUpdate } from '../entity-fields.ts'
import { isSameValue, type Value, type World } from './world.ts'

/** The world with this value in a record; `null` where it has another already, or cannot be given one. */
export function withValue(
  world: World,
  at: number,
  { field, value }: { field: FieldIR; value: Value },
): World | null {
  const record = world.records[at]
  if (!record || field.origin !== 'model' || field.computed) return null
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
  if (!isAcceptedOnUpdate(field)) return null
  const known = world.changes[field.name]
  if (known !== undefined) return isSameValue(known, value) ? world : null
  return { ...world, changes: { ...world.changes, [field.name]: value } }
}

/** The world in which the caller has the role. */
export function withRole(world: World, role: string): World {
  const { caller } = world
  if (caller.roles.includes(role)) return world
  return { ...world, caller: { ...caller, roles: [...caller.roles, role] } }
}
