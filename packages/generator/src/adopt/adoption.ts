import type { Catalogue } from '../drift/index.ts'
import type { AdoptRules } from '../import/design/index.ts'
import type { SourceSchema } from '../import/source/index.ts'
import type { Dialect } from '../plan/index.ts'

/** A database that is being adopted: it is only ever read here. */
export interface Adoption {
  dialect: Dialect
  /** What DATABASE_URL is to be. */
  databaseUrl: string
  /** What a person calls the database, without who signs in. */
  name: string
  /** The schema as it is carried: views that no column tells the rows of apart are left behind. */
  schema: SourceSchema
  rules: AdoptRules
  /** The tables as they are found. */
  catalogue: Catalogue
  /** The statements that make the same tables in an empty database. */
  statements: string[]
}

/** What names an adoption. */
export interface AdoptOptions {
  /** The file of an SQLite database, or the address of a PostgreSQL server's. */
  source: string
  schema: SourceSchema
}
