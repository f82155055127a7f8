export { sqliteRows } from './source-rows.ts'
