export {
  type DatabaseStatus,
  type MigrationState,
  type MigrationStatus,
  readStatus,
} from './migration-status.ts'
