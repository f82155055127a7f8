export { databasesOf } from './databases-of.ts'
export { throughRelations } from './emptied-relations.ts'
export { footprintOf, sharedFootprint } from './footprint-of.ts'
export {
  type DualColumns,
  type DualTable,
  type GradualPlan,
  type Half,
  planGradually,
} from './gradual/index.ts'
export { quoted } from './identifier.ts'
export { literalOf } from './literal-of.ts'
export {
  type DecidedByFlags,
  type MigrationFile,
  type MigrationOptions,
  migrationFiles,
  migrationId,
  planText,
  textMark,
} from './migration-files.ts'
export type { Operation, Plan, PlanOptions, StepClass, Unsafe } from './operation.ts'
export { operationWords } from './operation-words.ts'
export { planBack } from './plan-back.ts'
export { planMigration } from './plan-migration.ts'
export { type RenamedNames, renamedNames, renamedWords } from './renamed-names.ts'
export {
  createSql,
  type Dialect,
  planParts,
  planScript,
  renderPlan,
  scriptOf,
} from './render-plan.ts'
export { type Badge, type Risk, riskOf } from './risk-of.ts'
export { batches, outside, type Part, scriptText, transaction } from './script/index.ts'
export { needsForeignKeysOff, rebuiltTables } from './sqlite/index.ts'
export type { Column, Storage, StorageType, Table } from './storage.ts'
export { storageOf } from './storage-of.ts'
