export { type ApplyOptions, applyMigration, recordMigration } from './apply-migration.ts'
export { type LoadedStep, loadDown } from './loaded-step.ts'
export type { MigrationProgress } from './progress.ts'
export { runBackwards } from './run-backwards.ts'
