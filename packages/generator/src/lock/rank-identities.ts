import type { Lock } from '@cambium/model/check'
import type { ModelIR } from '@cambium/model/ir'
import type { Identity, Rank } from './identity.ts'

/** What is known about how far identities are spread; `null` for what is not there. */
export interface Spread {
  /** The lock of the branch everybody builds on. */
  main: Lock | null
  /** The models of the newest migration of each side: their databases may have it. */
  saved: { ours: ModelIR | null; theirs: ModelIR | null }
}

/** Ranks identities: those of the main branch first, then those a migration was saved with, then ours, then theirs. */
export function rankIdentities({ main, saved }: Spread): Rank {
  return (identity) => {
    const { side } = identity
    if (main && isInLock(main, identity)) return side === 'ours' ? 0 : 1
    const model = saved[side]
    const own = side === 'ours' ? 0 : 1
    return (model && isInModel(model, identity) ? 2 : 4) + own
  }
}

function isInLock({ entities }: Lock, { entity, name, id }: Identity): boolean {
  if (entity === null) return entities[name]?.id === id
  return entities[entity]?.fields[name]?.[0] === id
}

function isInModel({ entities }: ModelIR, { entity, name, id }: Identity): boolean {
  const found = entities.find((one) => one.name === (entity ?? name))
  if (!found || entity === null) return found?.id === id
  return (
    found.fields.some(
      (field) => field.id === id && (field.reference?.relation ?? field.name) === name,
    ) || found.manyToMany.some((relation) => relation.id === id && relation.name === name)
  )
}
