import type { Dialect } from '../plan/index.ts'

/** What a database has, in one form for both kinds: things that are equal have equal texts. */
export interface Catalogue {
  dialect: Dialect
  tables: CatalogueTable[]
}

export interface CatalogueTable {
  name: string
  /** What it is beyond a plain table, as SQL says it: `strict, without rowid`; empty for nothing. */
  options: string
  columns: CatalogueColumn[]
  constraints: CatalogueConstraint[]
  indexes: CatalogueObject[]
  triggers: CatalogueObject[]
  /** The statement that makes it, where the database keeps one. */
  sql: string | null
}

export interface CatalogueColumn {
  name: string
  /** With its collation, where that is not the database's own. */
  type: string
  nullable: boolean
  default: string | null
  /** The expression it follows, or how it counts up. */
  generated: string | null
}

export type ConstraintKind = 'primary key' | 'foreign key' | 'check' | 'unique constraint'

export interface CatalogueConstraint {
  kind: ConstraintKind
  /** Empty where the database does not know one. */
  name: string
  /** In one form, for comparing. */
  definition: string
  /** As a table says it. */
  sql: string
}

/** An index or a trigger. */
export interface CatalogueObject {
  name: string
  definition: string
  /** The statement that makes it. */
  sql: string
}
