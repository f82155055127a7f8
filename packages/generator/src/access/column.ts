import type { ModelIR } from '@cambium/model/ir'
import { broughtRoles } from './brought-roles.ts'

/** A kind of caller: nobody signed in, somebody without a role, or somebody with exactly one and what it brings. */
export interface Column {
  /** In words: `guests`, `signed-in users`, `role staff`. */
  words: string
  signedIn: boolean
  roles: readonly string[]
}

type Roles = Pick<ModelIR, 'roles' | 'roleSettings'>

const guests: Column = { words: 'guests', signedIn: false, roles: [] }
const users: Column = { words: 'signed-in users', signedIn: true, roles: [] }

/** Every kind of caller of the models, the roles of the first one first. What a role brings is as the model itself says. */
export function columnsOf(...models: readonly Roles[]): Column[] {
  const names = [...new Set(models.flatMap((model) => model.roles))]
  return [guests, users, ...names.map((role) => columnOf(role, models[0]))]
}

/** The same kind of caller in another model, where a role may bring something else. */
export function columnIn(column: Column, model: Roles): Column {
  const [role] = column.roles
  return role === undefined ? column : columnOf(role, model)
}

function columnOf(role: string, model: Roles | undefined): Column {
  const brought = model && broughtRoles({ ...model, roles: [role] })
  return { words: `role ${role}`, signedIn: true, roles: brought?.[role] ?? [role] }
}
