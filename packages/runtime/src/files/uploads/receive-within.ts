import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Queryable } from '../../database/index.ts'
import type { FileValue } from '../file-value.ts'
import { type Receiving, receiveFile } from './receive-file.ts'

/** A file that server code brings: one of this machine, or content with a name. */
export type SeededFile =
  | { readonly path: string | URL; readonly name?: string }
  | { readonly content: Uint8Array | string; readonly name: string }

/** Takes files in a transaction that is open already. */
export interface FilesWithin {
  put(file: SeededFile): Promise<FileValue>
  /** Deletes what was stored: when the transaction was undone, and their rows with it. */
  undo(): Promise<void>
}

/**
 * Takes files whose rows are part of a running transaction, as of a seed, which is the only one a database in a file has.
 * A process that is killed before the commit leaves their bytes behind.
 */
export function receiveWithin(receiving: Receiving, transaction: Queryable): FilesWithin {
  const keys: string[] = []
  const watched: Receiving = {
    ...receiving,
    database: transaction,
    async storage() {
      const storage = await receiving.storage()
      return {
        ...storage,
        put(key, source) {
          keys.push(key)
          return storage.put(key, source)
        },
      }
    },
  }
  return {
    put: (file) => receiveFile(watched, { ...sourceOf(file), uploader: undefined }),
    async undo() {
      const storage = await receiving.storage()
      for (const key of keys) await storage.delete(key)
    },
  }
}

function sourceOf(file: SeededFile): { source: AsyncIterable<Uint8Array>; name: string } {
  if ('content' in file) return { source: only(Buffer.from(file.content)), name: file.name }
  const path = file.path instanceof URL ? fileURLToPath(file.path) : file.path
  return { source: createReadStream(path), name: file.name ?? basename(path) }
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
