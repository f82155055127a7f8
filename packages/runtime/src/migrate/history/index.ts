export type { Migration, MigrationClass } from './migration.ts'
export { orderMigrations } from './order-migrations.ts'
export { readMigrations } from './read-migrations.ts'
