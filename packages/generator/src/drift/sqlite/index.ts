export { openSqliteFile } from './open-file.ts'
export { readSqliteCatalogue } from './read-catalogue.ts'
export { sqliteWayBack } from './way-back.ts'
