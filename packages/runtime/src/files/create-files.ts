import type { Database, Queryable } from '../database/index.ts'
import type { Logger } from '../log/index.ts'
import { createFileSigner, type FileSigner, type OpenFile, openFile } from './delivery/index.ts'
import type { FileLimits } from './file-limits.ts'
import type { FileValue } from './file-value.ts'
import { openResumable, type ResumableUploads } from './resumable/index.ts'
import { findWaiting } from './rows/index.ts'
import { type FileStorage, openStorage } from './storage/index.ts'
import { createSweeper, type FileTable, type Sweeper } from './sweep/index.ts'
import { createThumbnails, type ThumbnailSize } from './thumbnails/index.ts'
import {
  discardFile,
  type FilesWithin,
  type Receiving,
  receiveFile,
  receiveWithin,
  type Upload,
} from './uploads/index.ts'

/** The files of one process. */
export interface Files {
  readonly limits: FileLimits
  /** Takes a file, which then waits for a record to name it. */
  receive(upload: Upload): Promise<FileValue>
  /** Takes files in a transaction that is open already. */
  within(transaction: Queryable): FilesWithin
  /** Takes files away that wait for a record; those that have one stay. */
  discard(ids: readonly string[]): Promise<void>
  /** Uploads in pieces, under a path. */
  openResumable(path: string): Promise<ResumableUploads>
  /** A file of a record, or a smaller version of it, to be sent; undefined where there is none. */
  open(id: string, size?: ThumbnailSize): Promise<OpenFile | undefined>
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

/** The files of an application. Nothing is opened before the first one is stored or asked for. */
export function createFiles(options: FilesOptions): Files {
  const { database, log, limits, address, signingKey, tables } = options
  let opening: Promise<FileStorage> | undefined
  const storage = (): Promise<FileStorage> => {
    opening ??= openStorage(address)
    return opening
  }
  const receiving: Receiving = { database, log, limits, storage }
  const thumbnails = createThumbnails(receiving)
  const sweeper = createSweeper({ database, log, tables, storage })
  return {
    limits,
    receive: (upload) => receiveFile(receiving, upload),
    within: (transaction) => receiveWithin(receiving, transaction),
    async discard(ids) {
      const wanted = { now: new Date().toISOString(), uploader: undefined }
      for (const row of await findWaiting(database, ids, wanted)) await discardFile(receiving, row)
    },
    openResumable: (path) => openResumable(receiving, path),
    open: (id, size) => openFile({ database, thumbnails, storage }, id, size),
    signer: createFileSigner(signingKey),
    sweeper,
    close: () => sweeper.stop(),
  }
}
