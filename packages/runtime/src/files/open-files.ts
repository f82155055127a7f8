import { createFileSigner, openFile } from './delivery/index.ts'
import type { Files, FilesOptions } from './files.ts'
import { openResumable } from './resumable/index.ts'
import { findWaiting } from './rows/index.ts'
import { type FileStorage, openStorage } from './storage/index.ts'
import { createSweeper } from './sweep/index.ts'
import { createThumbnails } from './thumbnails/index.ts'
import {
  discardFile,
  type Receiving,
  receiveFile,
  receiveWithin,
  restoreFile,
} from './uploads/index.ts'

/** The files of an application, with all that they need. */
export function openFiles(options: FilesOptions): Files {
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
    restore: (file, content) => restoreFile(receiving, file, content),
    openResumable: (path) => openResumable(receiving, path),
    open: (id, size) => openFile({ database, thumbnails, storage }, id, size),
    content: async (key) => (await storage()).get(key),
    signer: createFileSigner(signingKey),
    sweeper,
    close: () => sweeper.stop(),
  }
}
