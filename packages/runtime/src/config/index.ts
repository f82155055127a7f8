export {
  type AuthConfig,
  type Config,
  developmentAuthSecret,
  type MailConfig,
  type PushConfig,
} from './config.ts'
export { readConfig } from './read-config.ts'
export { isProviderName, type ProviderName } from './read-providers.ts'
export { readTestDatabase, readTestServer, type TestDatabaseKind } from './test-database.ts'
export type { Environment } from './variables.ts'
