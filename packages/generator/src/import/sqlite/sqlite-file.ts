import { closeSync, openSync, readSync } from 'node:fs'

const firstBytes = 'SQLite format 3\0'

/** The path of an address such as `sqlite:shop.db` or `file:shop.db`; any other text as it is. */
export function fileOf(source: string): string {
  return source.replace(/^(?:sqlite|file):(?:\/\/(?=\/|\.|[^/]))?/i, '')
}

/** Whether a file is a SQLite database, by its first bytes; a file that nobody can read is none. */
export function isSqliteFile(file: string): boolean {
  try {
    const handle = openSync(file, 'r')
    try {
      const bytes = Buffer.alloc(firstBytes.length)
      readSync(handle, bytes, 0, bytes.length, 0)
      return bytes.toString('latin1') === firstBytes
    } finally {
      closeSync(handle)
    }
  } catch {
    return false
  }
}
