export { editPatch } from './edit-patch.ts'
export { ejectedRecord, findEjected } from './ejected.ts'
export { type EmittedFile, generatedName, isGeneratedName, ownedName } from './emitted-file.ts'
export { readLastText } from './last-text.ts'
export { type Manifest, manifestFile } from './manifest.ts'
export { ProjectBusyError, withProjectLock } from './project-lock.ts'
export { textHash } from './text-hash.ts'
export type { PlanEntry, WritePlan } from './write-plan.ts'
export {
  planProject,
  readManifest,
  recoverProject,
  type WriteOptions,
  type WriteResult,
  writeProject,
} from './write-project.ts'
