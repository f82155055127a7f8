import { basename, resolve } from 'node:path'
import type { SourceReader } from '../source/index.ts'
import { openFile, unreadable } from './open-file.ts'
import { readSqlite } from './read-sqlite.ts'
import { fileOf, isSqliteFile } from './sqlite-file.ts'

export { readSqlite, type SqliteOptions } from './read-sqlite.ts'

/** Reads a SQLite database by its file. The file is opened to read only. */
export const sqliteReader: SourceReader = {
  kind: 'sqlite',
  words: 'a SQLite database (shop.db, shop.sqlite, sqlite:path)',
  detects: (source) =>
    /^sqlite:/i.test(source) ||
    /\.(?:db3?|sqlite3?)$/i.test(source) ||
    isSqliteFile(fileOf(source)),
  async open({ source, progress }) {
    const file = resolve(fileOf(source))
    const db = openFile(file)
    try {
      return readSqlite(db, { label: `the SQLite database ${basename(file)}`, progress })
    } catch (cause) {
      db.close()
      throw unreadable(file, cause)
    }
  },
}
