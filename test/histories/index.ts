export { type LargeOutcome, runLargeTrial } from './large-trial.ts'
export { createTrial, openMigratedFile, openMigratedSchema, type Trial } from './migrated-engine.ts'
export { createMigrator, type Migrator } from './migrator.ts'
export { type OnlineOutcome, runOnlineTrial } from './online-trial.ts'
