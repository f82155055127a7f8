import type { ModelIR } from '@cambium/model/ir'

/** A kind of caller: nobody signed in, somebody without a role, or somebody with exactly one. */
export interface Column {
  /** In words: `guests`, `signed-in users`, `role staff`. */
  words: string
  signedIn: boolean
  role: string | null
}

const guests: Column = { words: 'guests', signedIn: false, role: null }
const users: Column = { words: 'signed-in users', signedIn: true, role: null }

/** The callers of two models, those of the newer one first. */
export function columnsOf(before: ModelIR, after: ModelIR): Column[] {
  const roles = [...new Set([...after.roles, ...before.roles])]
  return [guests, users, ...roles.map((role) => ({ words: `role ${role}`, signedIn: true, role }))]
}
