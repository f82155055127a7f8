export { carryOver } from './carry-over.ts'
export type {
  Catalogue,
  CatalogueColumn,
  CatalogueConstraint,
  CatalogueObject,
  CatalogueTable,
} from './catalogue.ts'
export type { Difference, TableDrift } from './compare-catalogues.ts'
export { differenceWords } from './difference-words.ts'
export { findDrift } from './find-drift.ts'
export { keepWords } from './keep-words.ts'
export type { LiveDatabase, RecordedMigration, Records } from './live-database.ts'
export { DatabaseUnusableError, openLive } from './open-live.ts'
export {
  type Ask,
  connectServer,
  printingSettings,
  readPostgresCatalogue,
  serverName,
  storageCatalogue,
} from './postgres/index.ts'
export { openReplay, type Replay } from './replay.ts'
export { readSqliteCatalogue } from './sqlite/index.ts'
export { wayBack } from './way-back.ts'
