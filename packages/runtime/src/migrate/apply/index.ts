export { type ApplyOptions, applyMigration } from './apply-migration.ts'
export type { MigrationProgress } from './progress.ts'
