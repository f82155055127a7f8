import { emptyLock, type Lock, type LockedEntity } from '@cambium/model/check'
import type { Rank, Renumbered } from './identity.ts'
import { type Member, type Members, mergeMembers, type ThreeValues } from './merge-members.ts'

/** Two locks that come from one; without it, what they have in common is taken for it. */
export interface ThreeLocks {
  base: Lock | null
  ours: Lock
  theirs: Lock
}

export interface MergedLock {
  lock: Lock
  renumbered: Renumbered[]
  /** Names that only a person can choose; the lock is not to be used then. */
  conflicts: string[]
}

/** Field numbers up to this one are Cambium's own. */
const lastSystemId = 10

/** Merges the locks of two branches by identity, so that no number means two things. */
export function mergeLocks({ base, ours, theirs }: ThreeLocks, rank: Rank): MergedLock {
  const renumbered: Renumbered[] = []
  const conflicts: string[] = []
  const merge = (values: ThreeValues<LockedEntity>): LockedEntity => {
    const entity = mergeEntity(values, rank)
    renumbered.push(...entity.renumbered)
    conflicts.push(...entity.conflicts.map((words) => `${values.name}: ${words}`))
    return entity.entity
  }
  const entities = mergeMembers(
    {
      base: membersOf(base ?? commonLock(ours, theirs)),
      ours: membersOf(ours),
      theirs: membersOf(theirs),
    },
    { entity: null, rank, merge, isSame: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  )
  const lock: Lock = {
    version: 1,
    entities: Object.fromEntries(
      entities.alive.map(({ id, name, value }) => [name, { ...value, id }]),
    ),
    ...(entities.gone.size > 0 && { gone: Object.fromEntries(entities.gone) }),
  }
  return {
    lock,
    renumbered: [...entities.renumbered, ...renumbered],
    conflicts: [...entities.conflicts, ...conflicts],
  }
}

interface MergedEntity {
  entity: LockedEntity
  renumbered: Renumbered[]
  conflicts: string[]
}

function mergeEntity(
  { name, base, ours, theirs }: ThreeValues<LockedEntity>,
  rank: Rank,
): MergedEntity {
  const only = ours && theirs ? null : (ours ?? theirs)
  if (only) return { entity: only, renumbered: [], conflicts: [] }
  const fields = mergeMembers(
    { base: fieldsOf(base), ours: fieldsOf(ours), theirs: fieldsOf(theirs) },
    { entity: name, rank, merge: mergeColumn, isSame: (a, b) => a === b },
  )
  const table = mergeColumn({
    name,
    base: base?.table ?? null,
    ours: ours?.table ?? null,
    theirs: theirs?.table ?? null,
  })
  return {
    entity: {
      id: ours?.id ?? 0,
      table,
      fields: Object.fromEntries(
        fields.alive.map(({ id, name: field, value }) => [field, [id, value]]),
      ),
      ...(fields.gone.size > 0 && { gone: Object.fromEntries(fields.gone) }),
    },
    renumbered: fields.renumbered,
    conflicts: fields.conflicts,
  }
}

/** A physical name: the one of the side that changed it, ours where both did. */
function mergeColumn({ base, ours, theirs }: ThreeValues<string>): string {
  if (ours === null || (ours === base && theirs !== null)) return theirs ?? ''
  return ours
}

function membersOf({ entities, gone }: Lock): Members<LockedEntity> {
  const alive = Object.entries(entities).map(
    ([name, value]): Member<LockedEntity> => ({
      id: value.id,
      name,
      value,
    }),
  )
  return { alive, gone: goneIn(gone) }
}

function fieldsOf(entity: LockedEntity | null): Members<string> {
  const alive = Object.entries(entity?.fields ?? {}).map(([name, [id, column]]) => ({
    id,
    name,
    value: column,
  }))
  return { alive, gone: goneIn(entity?.gone) }
}

function goneIn(gone: { [id: string]: string } | undefined): Map<number, string> {
  return new Map(Object.entries(gone ?? {}).map(([id, name]) => [Number(id), name]))
}

/** What two locks have under the same name and number. */
function commonLock(ours: Lock, theirs: Lock): Lock {
  const common = emptyLock()
  for (const [name, entity] of Object.entries(ours.entities)) {
    const other = theirs.entities[name]
    if (!other || other.id !== entity.id) continue
    const fields = Object.entries(entity.fields).filter(
      ([field, [id]]) => other.fields[field]?.[0] === id || id <= lastSystemId,
    )
    common.entities[name] = {
      id: entity.id,
      table: entity.table,
      fields: Object.fromEntries(fields),
    }
  }
  return common
}
