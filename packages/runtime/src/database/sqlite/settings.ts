import type { DatabaseSync } from 'node:sqlite'
import { StartupError } from '../../errors/index.ts'

/** The oldest SQLite that is safe: earlier ones can damage a database in write-ahead mode. */
export const oldestVersion = '3.51.3'

const everyConnection = `
  pragma temp_store = memory;
  pragma trusted_schema = off;
  pragma foreign_keys = on;
`

/** Durable before it answers: `synchronous = full`. The write-ahead log is carried over by a thread of its own. */
const writing = `
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma journal_size_limit = 67108864;
`

// Pages that are mapped and pages that are cached both count as memory of the process, once for each connection: a
// reader maps what it mostly reads, the writer keeps what it mostly changes, and both leave the rest to the system.
const writerMemory = 'pragma cache_size = -16384; pragma mmap_size = 0'
const readerMemory = 'pragma cache_size = -8192; pragma mmap_size = 67108864'

/** Sets up the connection that writes. */
export function applyWriterSettings(connection: DatabaseSync, file: boolean): void {
  connection.exec(everyConnection)
  if (!file) return
  connection.exec(writing)
  connection.exec(writerMemory)
}

/** Sets up a connection that only reads. */
export function applyReaderSettings(connection: DatabaseSync): void {
  connection.exec(everyConnection)
  connection.exec('pragma query_only = on')
  connection.exec(readerMemory)
}

/** Refuses an SQLite that may lose data. */
export function checkVersion(version: string): void {
  if (isOlder(version, oldestVersion)) {
    throw new StartupError(
      `SQLite ${version} is too old: Cambium needs ${oldestVersion} or newer`,
      {
        hint: 'SQLite comes with Node: install the newest Node 24.',
      },
    )
  }
}

function isOlder(version: string, than: string): boolean {
  const left = version.split('.').map(Number)
  const right = than.split('.').map(Number)
  for (const [index, wanted] of right.entries()) {
    const found = left[index] ?? 0
    if (found !== wanted) return found < wanted
  }
  return false
}
