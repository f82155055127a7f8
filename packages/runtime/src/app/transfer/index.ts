export { type ExportCommand, parseExport } from './parse-export.ts'
export { type LoadCommand, parseLoad } from './parse-load.ts'
export { runExport } from './run-export.ts'
export { runLoad } from './run-load.ts'
