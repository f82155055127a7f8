export { type OpenPart, openPart, type PartRow, spokenRow } from './part-columns.ts'
export { type PartTable, partTables } from './part-tables.ts'
