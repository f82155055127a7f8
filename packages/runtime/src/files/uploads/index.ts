export { refuseBomb, tooLarge, upTo } from './check-content.ts'
export {
  discardFile,
  finishFile,
  newFileRow,
  orDiscard,
  type Receiving,
  receiveFile,
  refuseHoarder,
  type Upload,
} from './receive-file.ts'
