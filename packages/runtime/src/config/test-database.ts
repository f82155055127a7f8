import { StartupError } from '../errors/index.ts'
import type { Environment } from './variables.ts'

/** The database that tests run on: SQLite in memory, or PostgreSQL. */
export type TestDatabaseKind = 'sqlite' | 'postgres'

const kindVariable = 'CAMBIUM_TEST_DATABASE'
const serverVariable = 'CAMBIUM_TEST_POSTGRES_URL'
const requiredVariable = 'CAMBIUM_TEST_POSTGRES_REQUIRED'

/** The variables with our prefix, all of which are for tests. */
export const testVariables: readonly string[] = [kindVariable, serverVariable, requiredVariable]

/** What `CAMBIUM_TEST_DATABASE` says, `sqlite` unless set. Throws a `StartupError` for anything else. */
export function readTestDatabase(environment: Environment = process.env): TestDatabaseKind {
  const kind = environment[kindVariable] || 'sqlite'
  if (kind === 'sqlite' || kind === 'postgres') return kind
  throw new StartupError(`${kindVariable} must be sqlite or postgres`)
}

/**
 * The address in `CAMBIUM_TEST_POSTGRES_URL`, of a server on which tests may make and drop schemas; undefined without one,
 * which is an error where `CAMBIUM_TEST_POSTGRES_REQUIRED` is set.
 */
export function readTestServer(environment: Environment = process.env): string | undefined {
  const url = environment[serverVariable] || undefined
  if (url === undefined && environment[requiredVariable]) {
    throw new StartupError(`${serverVariable} is not set, so tests would be skipped`)
  }
  return url
}
