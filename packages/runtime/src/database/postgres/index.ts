export { openPostgres, type PostgresOptions } from './open.ts'
export { parserTable } from './settings.ts'
