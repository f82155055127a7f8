export { hasTable } from './has-table.ts'
export { forgetInstance, type Instance, liveInstances, noteInstance } from './instances.ts'
export {
  forgetParts,
  isWayBack,
  type PartRecord,
  readPart,
  readParts,
  recordPart,
  unfinishedMigrations,
  wayBackOf,
} from './part-records.ts'
export {
  type AppliedMigration,
  assertSchemaCurrent,
  readSchemaState,
  recordSchema,
  type SchemaState,
} from './schema-state.ts'
export { createSystemTables } from './system-tables.ts'
