/** A value that may be bound to a statement. Objects and arrays are stored as JSON. */
export type SqlValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | Uint8Array
  | readonly unknown[]
  | { readonly [key: string]: unknown }

/** A piece of SQL with its values kept apart from it. Made by `sql`, never from a caller's text. */
export interface Sql {
  readonly strings: readonly string[]
  readonly parts: readonly SqlPart[]
}

/** What may stand in a hole of the template. */
export type SqlPart = SqlValue | Sql | Fragment

/** A piece whose text depends on the database: `columns`, `inList`, `forUpdate` and the like. */
export interface Fragment {
  readonly fragment: string
  render(dialect: Dialect): Sql
}

export type Dialect = 'sqlite' | 'postgres'
