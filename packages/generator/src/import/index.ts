export * from './design/index.ts'
export * from './print/index.ts'
export { findReader, type ReaderEntry, readers } from './readers.ts'
export * from './source/index.ts'
