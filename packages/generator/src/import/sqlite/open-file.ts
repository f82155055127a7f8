import { existsSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { ImportError } from '../source/index.ts'
import { isSqliteFile } from './sqlite-file.ts'

const busyMs = 5_000

/** Opens a file to read only. What keeps it from being read is an `ImportError`. */
export function openFile(file: string): DatabaseSync {
  if (!existsSync(file)) {
    throw new ImportError(
      `There is no file ${file}`,
      'Look at the name; relative ones begin in the folder you are in',
    )
  }
  if (!statSync(file).isFile() || !isSqliteFile(file)) {
    throw new ImportError(
      `${file} is no SQLite database`,
      'Its first bytes would be "SQLite format 3". A database that is encrypted has to be written in plain first',
    )
  }
  try {
    const db = new DatabaseSync(file, { readOnly: true, timeout: busyMs })
    db.exec('pragma query_only = on; pragma trusted_schema = off')
    db.prepare('select count(*) from sqlite_schema').get()
    return db
  } catch (cause) {
    throw unreadable(file, cause)
  }
}

/** What went wrong while a file was read, in a sentence. */
export function unreadable(file: string, cause: unknown): ImportError {
  if (cause instanceof ImportError) return cause
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new ImportError(
    `The database ${file} cannot be read: ${reason}`,
    'If a program is writing to it, end that first; a copy has to include the file that ends in -wal beside it',
    { cause },
  )
}
