import type { Readable } from 'node:stream'
import type { Database, Queryable } from '../database/index.ts'
import type { Logger } from '../log/index.ts'
import type { FileSigner, OpenFile } from './delivery/index.ts'
import type { FileLimits } from './file-limits.ts'
import type { FileValue } from './file-value.ts'
import type { ResumableUploads } from './resumable/index.ts'
import type { FileTable, Sweeper } from './sweep/index.ts'
import type { ThumbnailSize } from './thumbnail-size.ts'
import type { FilesWithin, RestoredFile, Upload } from './uploads/index.ts'

/** The files of one process. */
export interface Files {
  readonly limits: FileLimits
  /** Takes a file, which then waits for a record to name it. */
  receive(upload: Upload): Promise<FileValue>
  /** Takes files in a transaction that is open already. */
  within(transaction: Queryable): FilesWithin
  /** Takes files away that wait for a record; those that have one stay. */
  discard(ids: readonly string[]): Promise<void>
  /** Brings a file of another database under its id, to wait for its record; false for one that is there. */
  restore(file: RestoredFile, content: () => AsyncIterable<Uint8Array>): Promise<boolean>
  /** Uploads in pieces, under a path. */
  openResumable(path: string): Promise<ResumableUploads>
  /** A file of a record, or a smaller version of it, to be sent; undefined where there is none. */
  open(id: string, size?: ThumbnailSize): Promise<OpenFile | undefined>
  /** The bytes that a row says are stored under its key; undefined when the storage has lost them. */
  content(key: string): Promise<Readable | undefined>
  readonly signer: FileSigner
  readonly sweeper: Sweeper
  /** Ends when what is being deleted is deleted. */
  close(): Promise<void>
}

export interface FilesOptions {
  readonly database: Database
  readonly log: Logger
  readonly limits: FileLimits
  /** Where the bytes are, as `STORAGE_URL` says it. */
  readonly address: string
  /** Signs addresses; the same on every instance. */
  readonly signingKey: Uint8Array
  /** Every table with fields for files. */
  readonly tables: readonly FileTable[]
}
