export type { Diagnostic } from './diagnostic.ts'
export { configFile, findProject } from './find-project.ts'
export { diagnosticAt, diagnosticWithout } from './locate.ts'
export { lockFile } from './lock-file.ts'
export { fileNameOf, type LogicFolder, logicFolderOf, logicFolders } from './logic/index.ts'
export { nearestName } from './nearest-name.ts'
export {
  constantsOf,
  defaultExportCall,
  keyName,
  type ParsedSource,
  parseSource,
  unwrap,
} from './parse-source.ts'
export { printDiagnostics } from './print-diagnostics.ts'
export { hasErrors, type ReadResult, readModel } from './read-model.ts'
export {
  byCodeUnit,
  listModelFiles,
  readConfigFile,
  readLogicFiles,
  readModelFiles,
  readText,
  type SourceFile,
} from './source-files.ts'
export { walkNodes } from './walk-nodes.ts'
