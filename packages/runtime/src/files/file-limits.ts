/** What uploads may come to. */
export interface FileLimits {
  /** The largest file in bytes. */
  readonly maxBytes: number
  /** The largest picture in pixels, by its header. */
  readonly maxPixels: number
  /** How much of one uploader may wait for a record to name it. */
  readonly maxWaitingBytes: number
  readonly maxWaitingFiles: number
  /** How long a picture may take to be made smaller, in milliseconds. */
  readonly thumbnailMs: number
}

const usualBytes = 100_000_000
const usualPixels = 50_000_000
const waitingFiles = 5_000

/** The limits of an application that says no more than these; nobody who is not signed in counts as one uploader. */
export function fileLimits(
  settings: {
    readonly maxBytes?: number | undefined
    readonly maxPixels?: number | undefined
  } = {},
): FileLimits {
  const maxBytes = settings.maxBytes ?? usualBytes
  return {
    maxBytes,
    maxPixels: settings.maxPixels ?? usualPixels,
    maxWaitingBytes: 10 * maxBytes,
    maxWaitingFiles: waitingFiles,
    thumbnailMs: 5_000,
  }
}

/** A number of bytes for a person: `1.5 MB`. */
export function inBytes(bytes: number): string {
  for (const [unit, size] of [
    ['GB', 1e9],
    ['MB', 1e6],
    ['kB', 1e3],
  ] as const) {
    if (bytes >= size) return `${Number((bytes / size).toFixed(1))} ${unit}`
  }
  return `${bytes} bytes`
}
