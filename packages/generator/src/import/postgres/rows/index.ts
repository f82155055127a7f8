export { postgresRows } from './source-rows.ts'
