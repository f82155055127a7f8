import { fileURLToPath } from 'node:url'
import { StartupError } from '../errors/index.ts'
import type { Cipher } from './cipher.ts'
import type { Database } from './database.ts'
import { openSqlite } from './sqlite/index.ts'

/** Opens the database at an address: `file:./data/app.db`, or `file::memory:` for one that ends with the process. */
export function openDatabase(url: string, options: { cipher?: Cipher | undefined } = {}): Database {
  if (url.startsWith('file:')) return openSqlite({ path: sqlitePath(url), ...options })
  if (/^postgres(?:ql)?:/.test(url)) {
    throw new StartupError(
      'A PostgreSQL server cannot be used yet: it comes with a later version',
      {
        hint: 'Set DATABASE_URL to an SQLite file: file:./data/app.db',
      },
    )
  }
  throw new StartupError('The address of the database must start with file:')
}

/** The path in an address; one that is relative starts at the working directory. */
function sqlitePath(url: string): string {
  const path = url.slice('file:'.length)
  if (path === '') throw new StartupError('The address file: names no file')
  return path.startsWith('//') ? fileURLToPath(url) : path
}
