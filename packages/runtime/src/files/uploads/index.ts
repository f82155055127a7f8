export { refuseBomb, tooLarge, upTo } from './check-content.ts'
export {
  discardFile,
  finishFile,
  newFileRow,
  orDiscard,
  quarantineMs,
  type Receiving,
  receiveFile,
  refuseHoarder,
  type Upload,
} from './receive-file.ts'
export { type FilesWithin, receiveWithin, type SeededFile } from './receive-within.ts'
export { type RestoredFile, restoreFile } from './restore-file.ts'
