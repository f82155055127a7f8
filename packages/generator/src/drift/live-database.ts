import type { Dialect } from '../plan/index.ts'
import type { Catalogue } from './catalogue.ts'

/** What a database says of its migrations. */
export interface Records {
  /** Hash of each applied migration by its id. */
  applied: ReadonlyMap<string, string>
  /** Storage hashes whose code may run on the tables. */
  markers: readonly string[]
}

/** A migration as it is recorded. */
export interface RecordedMigration {
  id: string
  hash: string
}

/** A database that is there, seen from outside. */
export interface LiveDatabase {
  dialect: Dialect
  /** What a person calls it, without who signs in. */
  name: string
  catalogue(): Promise<Catalogue>
  records(): Promise<Records>
  /** Records migrations as applied, and the storage the tables have, all or nothing. */
  record(migrations: readonly RecordedMigration[], markers: readonly string[]): Promise<void>
  close(): Promise<void>
}
