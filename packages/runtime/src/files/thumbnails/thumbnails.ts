import type { Queryable } from '../../database/index.ts'
import { AppError } from '../../errors/index.ts'
import type { Logger } from '../../log/index.ts'
import { variantKey } from '../file-key.ts'
import type { FileLimits } from '../file-limits.ts'
import { type FileRow, findFile } from '../rows/index.ts'
import { isPicture } from '../shown-types.ts'
import type { FileStorage, StoredObject } from '../storage/index.ts'
import type { ThumbnailSize } from '../thumbnail-size.ts'
import { makeThumbnail } from './make-thumbnail.ts'

/** What making smaller versions needs. */
export interface ThumbnailParts {
  readonly database: Queryable
  readonly log: Logger
  readonly limits: FileLimits
  storage(): Promise<FileStorage>
}

export interface Thumbnails {
  /** The smaller version of a file, made when it is first asked for; undefined where only the original can be had. */
  of(file: FileRow, size: ThumbnailSize): Promise<StoredObject | undefined>
}

const atOnce = 2
const maxWaiting = 100

/** Smaller versions of pictures, kept in the storage beside them. */
export function createThumbnails(parts: ThumbnailParts): Thumbnails {
  const working = new Map<string, Promise<StoredObject | undefined>>()
  const enter = createGate()
  let isTold = false

  function isPossible(): boolean {
    if (isInstalled()) return true
    if (!isTold) parts.log.warn('thumbnails need the package sharp: originals are served instead')
    isTold = true
    return false
  }

  async function make(file: FileRow, size: ThumbnailSize): Promise<StoredObject | undefined> {
    const key = variantKey(file.key, `${size.width}x${size.height}.webp`)
    const storage = await parts.storage()
    const known = await storage.stat(key)
    if (known || !isPossible()) return known
    const leave = await enter()
    try {
      return await store(parts, { storage, file, size, key })
    } finally {
      leave()
    }
  }

  return {
    async of(file, size) {
      if (!isPicture(file.type)) return undefined
      const name = `${file.id} ${size.width}x${size.height}`
      const running = working.get(name) ?? make(file, size).finally(() => working.delete(name))
      working.set(name, running)
      return running
    },
  }
}

async function store(
  { database, limits, log }: ThumbnailParts,
  {
    storage,
    file,
    size,
    key,
  }: { storage: FileStorage; file: FileRow; size: ThumbnailSize; key: string },
): Promise<StoredObject | undefined> {
  const picture = await storage.get(file.key)
  if (picture === undefined) return undefined
  const { maxPixels, thumbnailMs: timeLimitMs } = limits
  const made = await makeThumbnail(picture, { ...size, maxPixels, timeLimitMs }).catch(
    (error: unknown) => {
      log.warn({ err: error, file: file.id }, 'a picture could not be made smaller')
    },
  )
  if (!made) return undefined
  await storage.put(key, only(made))
  // It may have been deleted meanwhile, with all that was made of it until then.
  if ((await findFile(database, file.id))?.state === 'kept') return { key, size: made.length }
  await storage.delete(key)
  return undefined
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

function isInstalled(): boolean {
  try {
    import.meta.resolve('sharp')
    return true
  } catch {
    return false
  }
}

/** Lets two in at a time; 503 for whoever would have to wait behind a hundred. */
function createGate(): () => Promise<() => void> {
  const waiting: (() => void)[] = []
  let inside = 0
  const leave = (): void => {
    const next = waiting.shift()
    // The place goes to whoever waited, and not to somebody who comes in between.
    if (next) next()
    else inside--
  }
  return async () => {
    if (inside < atOnce) {
      inside++
      return leave
    }
    if (waiting.length >= maxWaiting) {
      throw new AppError('unavailable', { message: 'Too many pictures are being made smaller' })
    }
    await new Promise<void>((resolve) => waiting.push(resolve))
    return leave
  }
}
