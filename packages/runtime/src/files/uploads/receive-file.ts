import { randomUUID } from 'node:crypto'
import type { Queryable } from '../../database/index.ts'
import { AppError } from '../../errors/index.ts'
import { newId } from '../../id/index.ts'
import type { Logger } from '../../log/index.ts'
import { cleanName, createContentReader, truthfulName } from '../content/index.ts'
import { newFileKey } from '../file-key.ts'
import type { FileLimits } from '../file-limits.ts'
import type { FileValue } from '../file-value.ts'
import {
  type FileRow,
  fileValueOf,
  forgetFile,
  insertFile,
  ownedBy,
  type Uploader,
  updateArriving,
  waitingOf,
} from '../rows/index.ts'
import type { FileStorage } from '../storage/index.ts'
import { refuseBomb, upTo } from './check-content.ts'

/** What taking uploads needs. */
export interface Receiving {
  readonly database: Queryable
  readonly log: Logger
  readonly limits: FileLimits
  storage(): Promise<FileStorage>
}

/** A file on its way. */
export interface Upload {
  readonly source: AsyncIterable<Uint8Array>
  /** What its uploader calls it. */
  readonly name: string | undefined
  /** Undefined for server code, whose files any record may have. */
  readonly uploader: Uploader | undefined
}

/** How long a file waits for a record that names it. */
export const quarantineMs = 86_400_000

/**
 * Takes a file: its row first, then its bytes, then what they are. It waits for a record to name it, for 24 hours. Of one
 * that is refused or breaks off nothing stays.
 */
export async function receiveFile(receiving: Receiving, upload: Upload): Promise<FileValue> {
  const { database, limits } = receiving
  await refuseHoarder(receiving, upload.uploader)
  const row = newFileRow(upload)
  await insertFile(database, row)
  return orDiscard(receiving, row, async () => {
    const storage = await receiving.storage()
    const reader = createContentReader()
    const size = await storage.put(row.key, watched(upTo(upload.source, limits), reader.take))
    return finishFile(receiving, row, { size, content: await reader.finish(row.name) })
  })
}

/** The row of a file that is about to arrive. */
export function newFileRow({ name, uploader }: Pick<Upload, 'name' | 'uploader'>): FileRow {
  const now = Date.now()
  return {
    // The id of what nobody signed in for is the only thing that says whose it is: nobody may guess it.
    id: uploader?.id === null ? randomUUID() : newId(),
    key: newFileKey(),
    name: cleanName(name),
    type: 'application/octet-stream',
    size: 0,
    width: null,
    height: null,
    ...(uploader ? ownedBy(uploader) : { owner: null, tenant: '' }),
    state: 'receiving',
    entity: null,
    recordId: null,
    field: null,
    upload: null,
    createdAt: new Date(now).toISOString(),
    dueAt: new Date(now + quarantineMs).toISOString(),
  }
}

/** What is known of a file once all of it is stored. */
interface Arrived {
  readonly size: number
  readonly content: Awaited<ReturnType<ReturnType<typeof createContentReader>['finish']>>
}

/** Lets a file that has arrived wait for its record, unless it is one that is not taken. */
export async function finishFile(
  { database, limits }: Receiving,
  row: FileRow,
  { size, content }: Arrived,
): Promise<FileValue> {
  refuseBomb(content, limits)
  const changes: Partial<FileRow> = {
    name: truthfulName(row.name, content),
    type: content.type,
    size,
    width: content.pixels?.width ?? null,
    height: content.pixels?.height ?? null,
    upload: null,
    state: 'waiting',
  }
  const isThere = await updateArriving(database, row.id, changes)
  if (!isThere) throw new AppError('conflict', { message: 'The upload was given up meanwhile' })
  return fileValueOf({ ...row, ...changes })
}

/** Runs the work on a file; when it fails, takes the file away. What cannot be taken away now is left to the sweep. */
export async function orDiscard<Result>(
  receiving: Receiving,
  row: FileRow,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    await discardFile(receiving, row).catch((cause: unknown) => {
      receiving.log.warn(
        { err: cause, file: row.id },
        'a file that was refused is left to the sweep',
      )
    })
    throw error
  }
}

/** Takes the bytes of a file away, with all that was made of it, and forgets it. */
export async function discardFile(
  { storage: open, database }: Pick<Receiving, 'storage' | 'database'>,
  { id, key }: Pick<FileRow, 'id' | 'key'>,
): Promise<void> {
  const storage = await open()
  for (const object of await storage.list(key)) await storage.delete(object.key)
  await storage.delete(key)
  await forgetFile(database, id)
}

/** Refuses who has too much waiting already: 429 until records name some of it, or its time is over. */
export async function refuseHoarder(
  { database, limits }: Receiving,
  uploader: Uploader | undefined,
): Promise<void> {
  if (uploader === undefined) return
  const { files, bytes } = await waitingOf(database, uploader)
  if (files < limits.maxWaitingFiles && bytes < limits.maxWaitingBytes) return
  throw new AppError('too_many_requests', {
    message: 'Too many of your files wait for a record that names them',
    details: { retryAfter: 3_600 },
  })
}

async function* watched(
  source: AsyncIterable<Uint8Array>,
  see: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    see(chunk)
    yield chunk
  }
}
