import { StartupError } from '../errors/index.ts'
import type { Environment } from './variables.ts'

/** The database that tests run on: SQLite in memory, or PostgreSQL inside the process. */
export type TestDatabaseKind = 'sqlite' | 'postgres'

/** The variable of `readTestDatabase`; the only one with our prefix. */
export const testDatabaseVariable = 'CAMBIUM_TEST_DATABASE'

/** What `CAMBIUM_TEST_DATABASE` says, `sqlite` unless set. Throws a `StartupError` for anything else. */
export function readTestDatabase(environment: Environment = process.env): TestDatabaseKind {
  const kind = environment[testDatabaseVariable] || 'sqlite'
  if (kind === 'sqlite' || kind === 'postgres') return kind
  throw new StartupError(`${testDatabaseVariable} must be sqlite or postgres`)
}
