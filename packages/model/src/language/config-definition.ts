import type { JsonValue } from '../ir/index.ts'
import type { EntityName } from './registered.ts'

/** Settings of the whole project, the default export of `cambium.config.ts`. */
export interface ConfigOptions {
  /** The project's name: letters, digits and hyphens. */
  name: string
  /** Roles a caller can have; `admin` is always among them. */
  roles?: readonly string[]
  /** Keeps the rows of different customers apart. */
  tenancy?: { entity: EntityName; isolation: 'row' | 'schema' | 'database' }
  /** Which APIs are served; REST unless switched off. */
  apis?: { rest?: boolean; graphql?: boolean; grpc?: boolean; realtime?: boolean; admin?: boolean }
  /** Which databases migrations are written for, both unless given. */
  databases?: readonly ('sqlite' | 'postgres')[]
  /** What `cambium migrate check` says nothing about: tables, columns, indexes and triggers of your own; `*` is any letters. */
  drift?: { ignore?: readonly string[] }
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
