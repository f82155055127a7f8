export { createFiles } from './create-files.ts'
export type { OpenFile } from './delivery/index.ts'
export type { FileField } from './file-field.ts'
export { type FileLimits, fileLimits, inBytes } from './file-limits.ts'
export type { FileInput, FileValue } from './file-value.ts'
export type { Files, FilesOptions } from './files.ts'
export type { ResumableUploads } from './resumable/index.ts'
export {
  eraseFiles,
  type FilePlace,
  type FileRow,
  fileColumns,
  filesOfRecords,
  filesOfUploader,
  fileValueOf,
  findWaiting,
  keepFiles,
  releaseFiles,
  type Uploader,
} from './rows/index.ts'
export { isPicture, isShown, isTypeAmong } from './shown-types.ts'
export type { ByteRange } from './storage/index.ts'
export type { FileTable } from './sweep/index.ts'
export { type ThumbnailSize, thumbnailSizes } from './thumbnail-size.ts'
export type { FilesWithin, RestoredFile, SeededFile } from './uploads/index.ts'
