import type { Readable } from 'node:stream'
import type { Database } from '../../database/index.ts'
import { type FileRow, findFile } from '../rows/index.ts'
import type { ByteRange, FileStorage } from '../storage/index.ts'
import type { ThumbnailSize } from '../thumbnail-size.ts'
import type { Thumbnails } from '../thumbnails/index.ts'

/** A file, or a smaller version of one, ready to be sent. */
export interface OpenFile {
  readonly name: string
  readonly type: string
  readonly size: number
  /** What tells it from every other: neither ever changes. */
  readonly tag: string
  /** Its bytes; undefined when the storage has lost them. */
  read(range?: ByteRange): Promise<Readable | undefined>
}

/** What opening files needs. */
export interface FileSource {
  readonly database: Database
  readonly thumbnails: Thumbnails
  storage(): Promise<FileStorage>
}

/** A file that belongs to a record; undefined for every other. Who may see it was decided before. */
export async function openFile(
  source: FileSource,
  id: string,
  size?: ThumbnailSize,
): Promise<OpenFile | undefined> {
  const row = await findFile(source.database, id)
  if (row?.state !== 'kept') return undefined
  const thumbnail = size && (await source.thumbnails.of(row, size))
  if (!size || !thumbnail) return whole(source, row)
  return {
    name: `${row.name.replace(/\.[^.]*$/, '')}.webp`,
    type: 'image/webp',
    size: thumbnail.size,
    tag: `${row.id}-${size.width}x${size.height}`,
    read: async (range) => (await source.storage()).get(thumbnail.key, range),
  }
}

function whole(source: FileSource, { key, id, name, type, size }: FileRow): OpenFile {
  return {
    name,
    type,
    size,
    tag: id,
    read: async (range) => (await source.storage()).get(key, range),
  }
}
