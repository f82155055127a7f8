export type { ByteRange, FileStorage, StoredObject } from './file-storage.ts'
export { openStorage } from './open-storage.ts'
