import type { Lock } from '@cambium/model/check'
import type { Subject } from './rename-subject.ts'

/** The lock in which the new name has the identity of the old one. */
export function renameInLock(lock: Lock, { entity, field, to }: Subject): Lock {
  const next = structuredClone(lock)
  const locked = next.entities[entity.name]
  if (!locked) return next
  if (field === null) {
    delete next.entities[entity.name]
    next.entities[to] = locked
    return next
  }
  const identity = locked.fields[field.name]
  if (identity) {
    delete locked.fields[field.name]
    locked.fields[to] = identity
  }
  return next
}
