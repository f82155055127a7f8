export { claimDue, forgetFile } from './due-files.ts'
export {
  type FileRow,
  fileColumns,
  fileValueOf,
  type PartialUpload,
} from './file-row.ts'
export {
  eraseFiles,
  type FilePlace,
  filesOfRecords,
  filesOfUploader,
  keepFiles,
  releaseFiles,
} from './kept-files.ts'
export { addPiece } from './partial-uploads.ts'
export {
  findFile,
  findWaiting,
  insertFile,
  ownedBy,
  type Uploader,
  updateArriving,
  waitingOf,
} from './uploaded-files.ts'
