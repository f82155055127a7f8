import type { Readable } from 'node:stream'

/** The bytes from `start` to `end`, both included. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

export interface StoredObject {
  readonly key: string
  readonly size: number
}

/**
 * Where the bytes of files are. Keys are made by `newFileKey` and nothing else. An object is there whole or not at all,
 * and never changes.
 */
export interface FileStorage {
  /** Stores what the source yields, durably; how many bytes that were. Nothing is left when the source fails. */
  put(key: string, source: AsyncIterable<Uint8Array>): Promise<number>
  /** The bytes, or undefined where there is no such object. */
  get(key: string, range?: ByteRange): Promise<Readable | undefined>
  /** Its size, or undefined where there is no such object. */
  stat(key: string): Promise<StoredObject | undefined>
  /** Takes it away, and what an interrupted `put` left of it. What is not there is no error. */
  delete(key: string): Promise<void>
  /** Every object whose key begins so. */
  list(prefix: string): Promise<StoredObject[]>
  /** An address of the storage itself that gives the object for so many seconds; undefined where there are none. */
  sign(key: string, expiresInSeconds: number): Promise<string | undefined>
}
