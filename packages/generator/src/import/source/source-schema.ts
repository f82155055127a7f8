import type { JsonValue } from '@cambium/model'
import type { SourceType } from './source-type.ts'

/** A foreign schema as it was found: the names, types and constraints of the source, before anything is decided. */
export interface SourceSchema {
  kind: SourceKind
  /** What it was read from, for sentences: `the PostgreSQL database pagila`. */
  label: string
  /** The SQL its defaults, checks and indexes are written in; `null` where there is none. */
  dialect: 'postgres' | 'sqlite' | null
  tables: SourceTable[]
  /** The roles its users have, where it knows any. Rows of the accounts table carry theirs as `$roles`. */
  roles?: readonly string[]
  /** What the reader saw and nothing can be made of. */
  left: LeftBehind[]
  /** What comes in another form than a person may expect. */
  notes?: SourceNote[]
}

/** A sentence on something that comes along. */
export interface SourceNote {
  /** Where it stands in the source: `class Order, field delivered`. */
  what: string
  text: string
}

export type SourceKind =
  | 'postgres'
  | 'sqlite'
  | 'sql'
  | 'prisma'
  | 'parse'
  | 'openapi'
  | 'json-schema'
  | 'csv'
  | 'json'
  | 'cambium'

/** Something that cannot be carried over. */
export interface LeftBehind {
  /** Where it stands in the source: `table film, trigger film_fulltext_trigger`. */
  what: string
  reason: string
  /** What to do about it. */
  suggestion: string
}

/** A table by the names of its source. */
export interface TableName {
  /** `null` where the source has no schemas. */
  schema: string | null
  name: string
}

export interface SourceTable extends TableName {
  kind: 'table' | 'view'
  /** The name the source itself gives to what a row is: a Prisma model, a Parse class. `null`: made from the table's name. */
  entity: string | null
  doc: string | null
  /** In the order of the source. */
  columns: SourceColumn[]
  /** Columns of the primary key in its order; empty without one. */
  primaryKey: string[]
  uniques: { name: string | null; columns: string[] }[]
  foreignKeys: SourceForeignKey[]
  /** Links the source states as such, on the side that declares them; join tables are recognised later. */
  links: SourceLink[]
  checks: { name: string | null; sql: string }[]
  /** Those beside the primary key and the uniques. */
  indexes: SourceIndex[]
  /** Who may do what, where the source says so. */
  access: SourceAccess | null
  /** The statement a view is made by. */
  definition: string | null
  /** Its rows sign in, where the source says so. */
  accounts?: SourceAccounts
}

/** The columns of a table whose rows sign in. A hash of a password has the type `passwordHash`. */
export interface SourceAccounts {
  /** The address an account is known by. */
  email: string
  /** Whether the address was proven, as a boolean; `null` where nobody asked. */
  emailVerified: string | null
}

export interface SourceColumn {
  name: string
  /** The name the source itself gives to the property; `null`: made from the column's name. */
  field: string | null
  type: SourceType
  /** The type in the words of the source: `character varying(50)`, `String @db.VarChar(50)`. */
  native: string
  nullable: boolean
  default: SourceDefault | null
  /** The SQL it is worked out by. */
  generated: { stored: boolean; sql: string } | null
  doc: string | null
  /** Set whenever the row changes. */
  isUpdateTime: boolean
  /** The source shows it to nobody, or to few: it stays hidden. */
  hidden?: boolean
  /** Further options of the field, as the model writes them: `{ min: 0, readOnly: true }`. */
  options?: { readonly [option: string]: JsonValue }
}

export type SourceDefault =
  | { kind: 'literal'; value: JsonValue }
  /** The database counts up. */
  | { kind: 'counter' }
  | { kind: 'now' }
  /** A new id: a UUID, or a shorter text such as cuid or nanoid. */
  | { kind: 'uuid' | 'shortId' }
  | { kind: 'sql'; sql: string }

export interface SourceForeignKey {
  name: string | null
  columns: string[]
  target: TableName
  /** Columns of the target, as many as `columns`. */
  targetColumns: string[]
  onDelete: 'cascade' | 'restrict' | 'setNull' | 'setDefault' | 'noAction'
  /** The names the source gives to both ends. */
  relation: string | null
  inverse: string | null
}

/** A many-to-many relation. */
export interface SourceLink {
  relation: string
  target: TableName
  inverse: string | null
  /** Where the pairs stand, as a pseudo-table that `SourceRows` can read, and its two columns. */
  through: TableName
  sourceColumn: string
  targetColumn: string
}

export interface SourceIndex {
  name: string | null
  unique: boolean
  /** `btree`, `gin`, `gist`, ... in small letters. */
  method: string
  /** An expression where `name` is `null`. */
  columns: { name: string | null; expression: string | null; descending: boolean }[]
  /** The condition of a partial index. */
  where: string | null
  /** The whole statement. */
  sql: string | null
}

/** Rules the source states, as the model writes them: `'public'`, `'signedIn'`, `role('staff')`, an owner's field. */
export interface SourceAccess {
  read: SourceRule[]
  create: SourceRule[]
  update: SourceRule[]
  delete: SourceRule[]
}

export type SourceRule =
  | { kind: 'public' | 'signedIn' }
  | { kind: 'role'; role: string }
  /** Whoever the column refers to. */
  | { kind: 'owner'; column: string }
  /** Whoever the record's access list names. */
  | { kind: 'acl'; right: 'read' | 'write' }
  /** Everybody, of the records whose boolean column is true. */
  | { kind: 'flag'; column: string }
  /** Whoever all of them let through. */
  | { kind: 'all'; of: SourceRule[] }
