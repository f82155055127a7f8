export { type OpenFile, openFile } from './open-file.ts'
export { createFileSigner, type FileSigner } from './signed-address.ts'
