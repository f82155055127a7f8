export { createLoad, type Load, type LoadOptions } from './create-load.ts'
export { type LoadFolderOptions, loadFolder } from './load-folder.ts'
