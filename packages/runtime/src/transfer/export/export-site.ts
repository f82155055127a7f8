import type { AccountsDefinition } from '../../accounts/index.ts'
import type { Database, Dialect, Queryable } from '../../database/index.ts'
import type { Files } from '../../files/index.ts'
import type { Registry } from '../../operation/index.ts'
import type { ExportFormat, NewFolder } from '../folder/index.ts'

/** What an export needs of the application. */
export interface ExportSite {
  readonly database: Database
  readonly registry: Registry
  readonly accounts: AccountsDefinition | undefined
  /** Undefined where no entity has files. */
  readonly files: Files | undefined
  readonly application: string
  /** The hash of the shape of the tables. */
  readonly storageHash: string
}

/** What is wanted of an export. */
export interface ExportOptions {
  readonly folder: string
  readonly format: ExportFormat
  /** Whose SQL is written; the one of the database unless told. */
  readonly dialect: Dialect | undefined
  /** The entities; all where empty. */
  readonly only: readonly string[]
  readonly withSecrets: boolean
  readonly withAccounts: boolean
  onProgress(progress: ExportProgress): void
}

export interface ExportProgress {
  readonly name: string
  readonly done: number
  readonly total: number | null
}

/** An export that is being written. */
export interface Exporting extends ExportOptions {
  readonly site: ExportSite
  /** Sees one moment of the database. */
  readonly db: Queryable
  readonly target: NewFolder
}
