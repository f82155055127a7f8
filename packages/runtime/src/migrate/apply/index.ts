export { type ApplyOptions, applyMigration, recordMigration } from './apply-migration.ts'
export { loadDown } from './loaded-step.ts'
export type { MigrationProgress } from './progress.ts'
