import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

/** A database that lives while a file is read. */
export interface ScratchDatabase {
  db: DatabaseSync
  /** Lets statements be run that reading needs and a file may not. */
  trust(): void
  close(): void
}

/** Files up to this size are held in memory. */
const memoryBytes = 32 << 20
const pageBytes = 4_096

/** Makes an empty database for SQL of so many bytes: in memory, or in a file that is deleted at the end. */
export async function openScratch(bytes: number): Promise<ScratchDatabase> {
  const { DatabaseSync: Database, constants } = await import('node:sqlite')
  const folder = bytes > memoryBytes ? mkdtempSync(join(tmpdir(), 'cambium-import-')) : null
  const db = new Database(folder === null ? ':memory:' : join(folder, 'rows.db'), {
    enableForeignKeyConstraints: false,
    enableDoubleQuotedStringLiterals: true,
    allowExtension: false,
  })
  // rows take as much room again with their indexes; what grows beyond that was not written in the file
  const pages = Math.ceil((bytes * 8 + (64 << 20)) / pageBytes)
  db.exec(
    `pragma journal_mode = off; pragma synchronous = off; pragma trusted_schema = off; pragma max_page_count = ${pages}`,
  )
  db.enableDefensive(true)
  const refused = new Set([
    constants.SQLITE_ATTACH,
    constants.SQLITE_DETACH,
    constants.SQLITE_PRAGMA,
  ])
  db.setAuthorizer((action) => (refused.has(action) ? constants.SQLITE_DENY : constants.SQLITE_OK))
  return {
    db,
    trust: () => db.setAuthorizer(null),
    close() {
      if (db.isOpen) db.close()
      if (folder !== null) rmSync(folder, { recursive: true, force: true })
    },
  }
}
