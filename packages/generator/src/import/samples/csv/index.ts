export { type CsvDialect, csvDialect } from './csv-dialect.ts'
export { csvHeader } from './csv-header.ts'
export { isEncoded, readCsv } from './read-csv.ts'
