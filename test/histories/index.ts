export { createTrial, openMigratedFile, openMigratedSchema, type Trial } from './migrated-engine.ts'
export { createMigrator, type Migrator } from './migrator.ts'
