export type { MigrationProgress } from './apply/index.ts'
export { type Migration, type MigrationClass, readMigrations } from './history/index.ts'
export { type MigrateOptions, migrate } from './migrate.ts'
export {
  type BatchesPart,
  type OutsidePart,
  type Part,
  parseScript,
  type Script,
  type TransactionPart,
} from './script/index.ts'
export {
  assertSchemaCurrent,
  createSystemTables,
  readSchemaState,
  recordSchema,
  type SchemaState,
} from './state/index.ts'
