export { openSqliteFiles } from './open-sqlite-files.ts'
