export { canonicalJson } from './canonical-json.ts'
export {
  type ExportedEntity,
  type ExportedFile,
  type ExportedLinks,
  type ExportedPart,
  type ExportedProperty,
  type ExportFormat,
  formVersion,
  type Manifest,
  manifestName,
} from './manifest.ts'
export { type NewFolder, openNewFolder } from './open-folder.ts'
export { checkFile, openFolder, type ReadableFolder, readFileRows } from './read-folder.ts'
export type { FolderFile } from './write-file.ts'
