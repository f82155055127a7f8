/** Where an identity comes from: the branch that is merged into, or the one that is merged. */
export type Side = 'ours' | 'theirs'

/** Something a side gave a number. */
export interface Identity {
  side: Side
  /** The entity a field belongs to; `null` for an entity itself. */
  entity: string | null
  name: string
  id: number
}

/** How far a number is spread: where two want one number, the lower rank keeps it. */
export type Rank = (identity: Identity) => number

/** A number that changed. */
export interface Renumbered extends Identity {
  to: number
}

/** A renumbered identity in a sentence. */
export function renumberedWords({ entity, name, id, to }: Renumbered): string {
  return `${entity === null ? name : `${entity}.${name}`} has the number ${to}, was ${id}`
}
