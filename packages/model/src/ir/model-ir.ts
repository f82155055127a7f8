import type { EntityIR } from './entity-ir.ts'
import type { JsonValue } from './field-ir.ts'
import type { LogicIR } from './logic-ir.ts'

/**
 * The whole model, resolved: every default filled, every name fixed, every relation named on both sides. Emitters
 * print it and decide nothing. Canonical form: docs/reference/ir.md.
 */
export interface ModelIR {
  irVersion: 1
  name: string
  /** Roles a caller can have, `admin` always among them. */
  roles: string[]
  /** What roles bring with them, those that bring anything; absent where none does. */
  roleSettings?: { [role: string]: RoleSettingsIR }
  tenancy: { entity: string; isolation: 'row' | 'schema' | 'database' } | null
  /** In order of their folders. */
  entities: EntityIR[]
  apis: { rest: boolean }
  /** The roles that manage endpoints others are told of events at; absent where nobody is told. */
  webhooks?: { manage: string[] }
  /** Users register devices; absent where they do not. */
  push?: true
  /** Functions, jobs and their kin; absent where there are none. */
  logic?: LogicIR
  /** Settings kept for pieces that come later, as written. */
  extra: { [option: string]: JsonValue }
}

/** What comes with a role. */
export interface RoleSettingsIR {
  /** Roles whose rights it has too. */
  inherits: string[]
  /** Roles that who has it may give to others and take away. */
  grants: string[]
  /** The members of a tenant may be given it, and have it there. */
  tenant?: true
}

/** One hash for each way a model change can matter: the tables, what callers see, who may do what. */
export interface ModelHashes {
  storage: string
  api: string
  policy: string
}
