import type { DatabaseSync } from 'node:sqlite'
import { ImportError, type SourceRows, type TableName } from '../../source/index.ts'
import type { ReadTable } from '../catalogue/index.ts'
import { quotedName } from '../quoted-name.ts'
import { readRows } from './read-rows.ts'

/** The rows of a database, all as they were at the moment the first was asked for. */
export function sqliteRows(db: DatabaseSync, tables: readonly ReadTable[]): SourceRows {
  let isBegun = false
  const begin = (): void => {
    if (!isBegun) db.exec('begin')
    isBegun = true
  }
  const tableOf = ({ name }: TableName): ReadTable | undefined =>
    tables.find(({ source }) => source.name === name)
  return {
    async *read(name, options) {
      const table = tableOf(name)
      if (!table) return
      try {
        begin()
        yield* readRows(db, table, options)
      } catch (cause) {
        throw unreadableRows(name.name, cause)
      }
    },
    async count(name) {
      const table = tableOf(name)
      if (!table) return null
      const row = db.prepare(`select count(*) as n from ${quotedName(table.source.name)}`).get()
      return Number(row?.n)
    },
  }
}

function unreadableRows(table: string, cause: unknown): ImportError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new ImportError(
    `The rows of ${table} cannot be read: ${reason}`,
    'PRAGMA integrity_check says whether the file is damaged; a damaged one is saved with .recover of the sqlite3 program',
    { cause },
  )
}
