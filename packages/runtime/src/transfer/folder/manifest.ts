import type { FieldSchema } from '../../schema/index.ts'

/** The name of the file that says what is in a folder of an export. */
export const manifestName = 'manifest.json'

/** The form of the folder. A reader takes its own and older ones. */
export const formVersion = 1

export type ExportFormat = 'jsonl' | 'csv' | 'sql'

/** What is in a folder of an export. Written last: a folder without one is not complete. */
export interface Manifest {
  readonly cambium: 'export'
  readonly form: number
  readonly application: string
  readonly format: ExportFormat
  /** Whose SQL it is; null where it is none. */
  readonly dialect: 'sqlite' | 'postgres' | null
  readonly exportedAt: string
  /** The hash of the shape of the tables, as `.cambium/schema.json` has it. */
  readonly storage: string
  /** Fields that hold secrets are in it, in the clear. */
  readonly withSecrets: boolean
  /** How people sign in is in it. */
  readonly withAccounts: boolean
  readonly entities: readonly ExportedEntity[]
  readonly links: readonly ExportedLinks[]
  /** Rows that belong to no entity: access lists, files, accounts. */
  readonly parts: readonly ExportedPart[]
  /** The contents of files, in the folder `files`. */
  readonly contents: { readonly count: number; readonly bytes: number }
}

/** A file of rows. */
export interface ExportedFile {
  /** In the folder. */
  readonly file: string
  readonly rows: number
  readonly bytes: number
  readonly sha256: string
}

export interface ExportedEntity extends ExportedFile {
  readonly name: string
  readonly table: string
  /** The properties that hold the primary key. */
  readonly key: readonly string[]
  readonly keyKind: string
  /** Whoever creates a record brings its id. */
  readonly brought: boolean
  readonly properties: readonly ExportedProperty[]
  /** Properties that are not in it, because they are secret. */
  readonly leftOut: readonly string[]
}

/** What the values of a property are. */
export interface ExportedProperty {
  readonly name: string
  readonly column: string
  readonly type: string
  /** Digits behind the point of a decimal. */
  readonly scale: number
  readonly required: boolean
  /** The entity a reference leads to. */
  readonly target: string | null
  /** What the database or the application sets. */
  readonly isSystem: boolean
  /** The limits of its values. */
  readonly schema: FieldSchema
}

export interface ExportedLinks extends ExportedFile {
  /** `Product.categories`. */
  readonly name: string
  readonly source: string
  readonly target: string
  readonly table: string
  readonly ordered: boolean
}

export interface ExportedPart extends ExportedFile {
  readonly name: string
}
