export {
  diskProblem,
  type ExportOptions,
  type ExportProgress,
  type ExportSite,
  writeExport,
} from './export/index.ts'
export { type ExportFormat, type Manifest, openFolder } from './folder/index.ts'
export {
  createLoad,
  type Load,
  type LoadFolderOptions,
  type LoadOptions,
  loadFolder,
} from './load/index.ts'
export type {
  DanglingReference,
  LoadBatch,
  LoadDone,
  LoadFinished,
  LoadLink,
  LoadName,
  LoadPosition,
  LoadProgress,
  LoadReady,
  LoadRejection,
  LoadReport,
  LoadRequest,
  LoadRow,
  LoadTotals,
} from './protocol.ts'
export { textOfName } from './protocol.ts'
