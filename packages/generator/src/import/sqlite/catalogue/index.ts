export { type Catalogue, readCatalogue } from './read-catalogue.ts'
export type { ReadColumn } from './read-columns.ts'
export type { ReadTable } from './read-table.ts'
