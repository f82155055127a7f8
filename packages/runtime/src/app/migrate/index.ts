export type { MigrateCommand } from './migrate-command.ts'
export { parseMigrate } from './parse-migrate.ts'
export { runMigrate } from './run-migrate.ts'
