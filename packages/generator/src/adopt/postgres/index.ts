export { adoptPostgres } from './open-postgres.ts'
