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

// A symbol cannot come out of JSON, so nothing a caller sends is ever taken for SQL.
const brand: unique symbol = Symbol('sql')

/** A piece of SQL with its values kept apart from it. Made by `sql`, never from a caller's text. */
export interface Sql {
  readonly [brand]: true
  readonly strings: readonly string[]
  readonly parts: readonly SqlPart[]
}

/** What may stand in a hole of the template. */
export type SqlPart = SqlValue | Sql | Fragment

/** A piece whose text depends on the database: `columns`, `inList`, `forUpdate` and the like. */
export interface Fragment {
  readonly fragment: string
  /** The same `strings` array for the same text: it is part of the key of the prepared statement. */
  render(dialect: Dialect): Sql
}

export type Dialect = 'sqlite' | 'postgres'

/** SQL as a tagged template. Holes take values, which are always bound, and pieces made by `sql` and its kin. */
export function sql(strings: TemplateStringsArray, ...parts: SqlPart[]): Sql {
  return { [brand]: true, strings, parts }
}

/** SQL from ready arrays: `strings` must be kept by its maker and be one longer than `parts`. */
export function sqlFrom(strings: readonly string[], parts: readonly SqlPart[]): Sql {
  return { [brand]: true, strings, parts }
}

/** True for what `sql` made; false for anything that only looks like it. */
export function isSql(part: unknown): part is Sql {
  return typeof part === 'object' && part !== null && (part as Partial<Sql>)[brand] === true
}

/** True for a piece whose text depends on the database. */
export function isFragment(part: unknown): part is Fragment {
  return (
    typeof part === 'object' &&
    part !== null &&
    typeof (part as Partial<Fragment>).render === 'function'
  )
}
