export { isPicture, isShown, isTypeAmong } from './content/index.ts'
export { createFiles, type Files, type FilesOptions } from './create-files.ts'
export type { OpenFile } from './delivery/index.ts'
export type { FileField } from './file-field.ts'
export { type FileLimits, fileLimits, inBytes } from './file-limits.ts'
export type { FileInput, FileValue } from './file-value.ts'
export type { ResumableUploads } from './resumable/index.ts'
export {
  eraseFiles,
  type FilePlace,
  filesOfRecords,
  filesOfUploader,
  fileValueOf,
  findWaiting,
  keepFiles,
  releaseFiles,
  type Uploader,
} from './rows/index.ts'
export type { ByteRange } from './storage/index.ts'
export type { FileTable } from './sweep/index.ts'
export { type ThumbnailSize, thumbnailSizes } from './thumbnails/index.ts'
export type { FilesWithin, SeededFile } from './uploads/index.ts'
