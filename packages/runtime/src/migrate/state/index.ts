export {
  forgetParts,
  type PartRecord,
  readPart,
  readParts,
  recordPart,
  unfinishedMigrations,
} from './part-records.ts'
export {
  type AppliedMigration,
  assertSchemaCurrent,
  readSchemaState,
  recordSchema,
  type SchemaState,
} from './schema-state.ts'
export { createSystemTables } from './system-tables.ts'
