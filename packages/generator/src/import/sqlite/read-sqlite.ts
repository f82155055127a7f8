import type { DatabaseSync } from 'node:sqlite'
import type { OpenSource } from '../source/index.ts'
import { readCatalogue } from './catalogue/index.ts'
import { sqliteRows } from './rows/index.ts'

/** What a database is called in sentences, and who is told what is being done. */
export interface SqliteOptions {
  /** `the SQLite database shop.db`. */
  label: string
  progress(text: string): void
}

/** Reads the schema of an open database, which closing the source closes. */
export function readSqlite(db: DatabaseSync, { label, progress }: SqliteOptions): OpenSource {
  const { tables, left, notes } = readCatalogue(db, progress)
  return {
    schema: {
      kind: 'sqlite',
      label,
      dialect: 'sqlite',
      tables: tables.map(({ source }) => source),
      left,
      notes,
    },
    rows: sqliteRows(db, tables),
    close: async () => db.close(),
  }
}
