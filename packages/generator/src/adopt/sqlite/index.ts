export { adoptSqlite } from './open-sqlite.ts'
