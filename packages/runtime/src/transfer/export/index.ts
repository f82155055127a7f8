export type { ExportOptions, ExportProgress, ExportSite } from './export-site.ts'
export { diskProblem, writeExport } from './write-export.ts'
