export { sqlFileReader } from './sql-file-reader.ts'
