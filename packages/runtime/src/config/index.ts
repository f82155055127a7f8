export { type AuthConfig, type Config, developmentAuthSecret, type MailConfig } from './config.ts'
export { readConfig } from './read-config.ts'
export { readTestDatabase, readTestServer, type TestDatabaseKind } from './test-database.ts'
export type { Environment } from './variables.ts'
