/** What a change means for those who are there already; `neutral` is seen and breaks nobody. */
export type Effect = 'additive' | 'breaking' | 'neutral'

/** One difference in words. */
export interface Change {
  effect: Effect
  /** `Task.priority is new`. */
  says: string
  /** Only of a breaking change: who notices it, `clients that create Task`. */
  breaks: string | null
}

/** A change that nobody has to follow. */
export function additive(says: string): Change {
  return { effect: 'additive', says, breaks: null }
}

/** A change that is worth knowing and no more. */
export function neutral(says: string): Change {
  return { effect: 'neutral', says, breaks: null }
}

/** A change that somebody has to follow. */
export function breaking(says: string, breaks: string): Change {
  return { effect: 'breaking', says, breaks }
}
