export { type ChangedFile, changeFiles, removeEmptyFolders } from './change-files.ts'
export { createProject, isFreeFolder } from './create-project.ts'
export {
  changeDatabase,
  type DatabaseChange,
  type DatabaseSchema,
  databaseFile,
  readDatabaseSchema,
  recallModel,
  recordMigration,
  rememberModels,
  tryChange,
} from './development-database.ts'
export { editPatch } from './edit-patch.ts'
export { ejectFile, ownedText, recordMerged } from './eject-file.ts'
export { ejectedRecord, findEjected, readEjectedRecord } from './ejected.ts'
export { type EmittedFile, generatedName, isGeneratedName, ownedName } from './emitted-file.ts'
export {
  type FormerModel,
  generatedModelFile,
  modelAtCommit,
  printGeneratedModel,
  readGeneratedModel,
} from './generated-model.ts'
export { askGit, isCommit, type MergeStages, readMergeStages, textAtCommit } from './git.ts'
export { type EjectedFile, inspectEjected } from './inspect-ejected.ts'
export { readLastText } from './last-text.ts'
export { inspectLockDriver, installLockDriver, type LockDriver } from './lock-driver.ts'
export { type Manifest, manifestFile } from './manifest.ts'
export { type Conflict, hasConflictMarkers, type MergedText, mergeTexts } from './merge-texts.ts'
export {
  headsOf,
  lineOf,
  type MigrationRecord,
  migrationHash,
  readHistory,
  readMigrationFile,
} from './migration-history.ts'
export { lastMigration, listMigrations, type SavedMigration } from './migrations.ts'
export { ProjectBusyError, withProjectLock } from './project-lock.ts'
export { checkoutPackages, readTemplate, readToolVersions, templates } from './read-template.ts'
export { keepCopy, restoreEjected, restoreGenerated } from './restore-file.ts'
export { mergeLockTexts, type SettledLock, settleLock } from './settle-lock.ts'
export { textHash } from './text-hash.ts'
export type { PlanEntry, StateFile, WritePlan } from './write-plan.ts'
export {
  planProject,
  readManifest,
  recoverProject,
  type WriteOptions,
  type WriteResult,
  writeProject,
} from './write-project.ts'
