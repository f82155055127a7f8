import type { SourceColumn, SourceTable } from '../source/index.ts'

/** What a person asked of an import. */
export interface DesignOptions {
  /** Entities or tables that come; all where empty. */
  only: readonly string[]
  /** Entities or tables that stay behind. */
  except: readonly string[]
  /** The rule of every operation of every entity; the source's own go first. */
  access: 'none' | 'signedIn' | 'public'
  /** `null`: the rows are copied into tables of Cambium's own. */
  adopt: AdoptRules | null
  /** Entities of the project that is imported into. */
  existing: readonly ExistingEntity[]
  /** Its roles; `null`: a new project, which gets those it needs. */
  roles: readonly string[] | null
  /** Whether it has accounts. */
  hasAccounts: boolean
}

/** What the design asks of those who know how an adopted database is read and written. */
export interface AdoptRules {
  /**
   * The type a column has there, where reading or writing it needs to know (`stored`). `null`: the one Cambium itself
   * would give it.
   */
  storedOf(column: SourceColumn, table: SourceTable): string | null
  /** Whether it refuses whole numbers with more bits than their column has. */
  bindsIntegers: boolean
}

/** An entity the project has already. */
export interface ExistingEntity {
  name: string
  /** Path of its model file. */
  file: string
  table: string
  /** Names its fields, its relations and the other ends of relations to it have taken. */
  members: readonly string[]
}
