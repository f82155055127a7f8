export { type Queryable, type Sql, sql } from '../database/index.ts'
export type { MigrationProgress } from './apply/index.ts'
export {
  type BatchedTable,
  type DataBatch,
  type DataStep,
  type DataTools,
  dataStep,
} from './data-step/index.ts'
export {
  type DownOptions,
  type DownOutcome,
  type DownTarget,
  keptAsideBy,
  migrateDown,
  planDown,
} from './down/index.ts'
export { type Migration, type MigrationClass, readMigrations } from './history/index.ts'
export { migrate } from './migrate.ts'
export { type KeptTable, keptTables, purge } from './purge/index.ts'
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
  forgetInstance,
  type Instance,
  liveInstances,
  noteInstance,
  readSchemaState,
  recordSchema,
  type SchemaState,
} from './state/index.ts'
export {
  type DatabaseStatus,
  type MigrationState,
  type MigrationStatus,
  readStatus,
} from './status/index.ts'
export {
  type MigrateOptions,
  type MigrateOutcome,
  migrateUp,
  type Waiting,
} from './up/index.ts'
