/** What the doctor found about one thing. */
export interface Examination {
  what: string
  /** `notice` is worth knowing and no reason to fail. */
  state: 'fine' | 'notice' | 'problem'
  says: string
  todo: string | null
}

/** Something is as it should be. */
export function fine(what: string, says: string): Examination {
  return { what, state: 'fine', says, todo: null }
}

/** Something is worth knowing. */
export function notice(what: string, says: string, todo: string): Examination {
  return { what, state: 'notice', says, todo }
}

/** Something is wrong. */
export function problem(what: string, says: string, todo: string): Examination {
  return { what, state: 'problem', says, todo }
}
