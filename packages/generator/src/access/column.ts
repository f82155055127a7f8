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

/** Every kind of caller of the models, the roles of the first one first. */
export function columnsOf(...models: readonly Pick<ModelIR, 'roles'>[]): Column[] {
  const roles = [...new Set(models.flatMap((model) => model.roles))]
  return [guests, users, ...roles.map((role) => ({ words: `role ${role}`, signedIn: true, role }))]
}
