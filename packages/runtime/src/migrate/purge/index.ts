export { type KeptTable, keptTables, purge } from './purge.ts'
