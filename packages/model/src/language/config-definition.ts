import type { JsonValue } from '../ir/index.ts'
import type { EntityName } from './registered.ts'

/** What comes with a role. */
export interface RoleOptions {
  /** Roles whose rights it has too. */
  inherits?: readonly string[]
  /** Roles that who has it may give to others; `admin` gives all of them unless it says which. */
  grants?: readonly string[]
  /** The members of a tenant may be given it there, by those who manage the tenant; false unless told. */
  tenant?: boolean
}

/** Settings of the whole project, the default export of `cambium.config.ts`. */
export interface ConfigOptions {
  /** The project's name: letters, digits and hyphens. */
  name: string
  /**
   * Roles a caller can have; `admin` is always among them. As an object it says what comes with each:
   * `{ admin: { inherits: ['staff'] }, staff: { grants: ['editor'] }, editor: {} }`.
   */
  roles?: readonly string[] | { readonly [role: string]: RoleOptions }
  /** Keeps the rows of different customers apart. */
  tenancy?: { entity: EntityName; isolation: 'row' | 'schema' | 'database' }
  /** Which APIs are served; REST unless switched off. */
  apis?: { rest?: boolean; graphql?: boolean; grpc?: boolean; realtime?: boolean; admin?: boolean }
  /** Which databases migrations are written for, both unless given. */
  databases?: readonly ('sqlite' | 'postgres')[]
  /** What `cambium migrate check` says nothing about: tables, columns, indexes and triggers of your own; `*` is any letters. */
  drift?: { ignore?: readonly string[] }
  /** Lets others be told of declared events: the roles that manage their endpoints. */
  webhooks?: { manage: readonly string[] }
  /** Lets users register devices, which hooks send messages to. */
  push?: boolean
  /** Where it is deployed. */
  deploy?: { readonly [target: string]: JsonValue } | readonly string[]
}

/** The plain data `defineConfig` makes. */
export interface ConfigDefinition {
  readonly cambium: 'config'
  readonly options: ConfigOptions
}

/** Defines the project: the default export of `cambium.config.ts`. */
export function defineConfig(options: ConfigOptions): ConfigDefinition {
  return { cambium: 'config', options }
}
