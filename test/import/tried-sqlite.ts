import { DatabaseSync } from 'node:sqlite'
import type { OpenSource } from '../../packages/generator/src/import/source/index.ts'
import { readSqlite } from '../../packages/generator/src/import/sqlite/index.ts'

/** A database in memory that a script was run in, opened as a source of an import. */
export function sqliteSource(script: Iterable<string>): OpenSource {
  const db = new DatabaseSync(':memory:', {
    enableForeignKeyConstraints: false,
    enableDoubleQuotedStringLiterals: true,
  })
  for (const piece of script) db.exec(piece)
  return readSqlite(db, { label: 'the SQLite database', progress: () => {} })
}
