import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

/** A database that lives while a file is read. */
export interface ScratchDatabase {
  db: DatabaseSync
  /** Why the last statement was not authorized; `null` where none was refused. */
  refusal(): string | null
  /** Lets statements be run that reading needs and a file may not; takes away views that could run without an end. */
  trust(): string[]
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
  const refused = new Map([
    [constants.SQLITE_ATTACH, 'it would open another file'],
    [constants.SQLITE_DETACH, 'it would close the database'],
    [constants.SQLITE_PRAGMA, 'it would change how the database works'],
    [constants.SQLITE_RECURSIVE, 'it calls itself, and may run without an end'],
  ])
  let refusal: string | null = null
  db.setAuthorizer((action) => {
    const reason = refused.get(action)
    if (reason === undefined) return constants.SQLITE_OK
    refusal = reason
    return constants.SQLITE_DENY
  })
  return {
    db,
    refusal: () => refusal,
    trust() {
      const dropped = dropEndlessViews(db)
      db.setAuthorizer(null)
      return dropped
    },
    close() {
      if (db.isOpen) db.close()
      if (folder !== null) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A view is looked at when it is prepared; what it calls is asked for then. */
function dropEndlessViews(db: DatabaseSync): string[] {
  const views = db.prepare("select name from sqlite_schema where type = 'view'").all()
  return views.flatMap(({ name }) => {
    const quoted = `"${String(name).replaceAll('"', '""')}"`
    try {
      db.prepare(`select * from ${quoted}`)
      return []
    } catch (error) {
      if (!(error instanceof Error) || !/authoriz|prohibited/.test(error.message)) return []
      db.exec(`drop view ${quoted}`)
      return [String(name)]
    }
  })
}
