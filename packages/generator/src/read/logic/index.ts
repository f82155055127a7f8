export { checkManifest } from './check-manifest.ts'
export { fileNameOf, type LogicFolder, logicFolderOf, logicFolders } from './logic-folders.ts'
export { type LogicSources, readLogic } from './read-logic.ts'
