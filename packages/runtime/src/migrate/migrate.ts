import type { Database } from '../database/index.ts'
import { type MigrateOptions, migrateUp } from './up/index.ts'

/** Applies the migrations that are missing, as `migrateUp` does; their ids. */
export async function migrate(db: Database, options: MigrateOptions): Promise<readonly string[]> {
  return (await migrateUp(db, options)).applied
}
