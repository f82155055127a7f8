export { type MigrateOptions, migrate } from './migrate.ts'
export { type Migration, readMigrations } from './read-migrations.ts'
export {
  assertSchemaCurrent,
  readSchemaState,
  recordSchema,
  type SchemaState,
} from './schema-state.ts'
export { createSystemTables } from './system-tables.ts'
