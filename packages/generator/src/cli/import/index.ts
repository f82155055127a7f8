export { type ImportRequest, readImportRequest } from './import-request.ts'
export { runImport } from './run-import.ts'
