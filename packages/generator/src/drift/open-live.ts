import type { LiveDatabase } from './live-database.ts'
import { openPostgres } from './postgres/index.ts'
import { openSqliteFile } from './sqlite/index.ts'

/** A database that cannot be looked at, said in one sentence. */
export class DatabaseUnusableError extends Error {
  override name = 'DatabaseUnusableError'
}

/** Opens the database of a DATABASE_URL; `file` is the file behind it, `null` for a server's. Writes nothing. */
export async function openLive(url: string, file: string | null): Promise<LiveDatabase> {
  try {
    return await (file === null ? openPostgres(url) : openSqliteFile(file))
  } catch (cause) {
    throw new DatabaseUnusableError(cause instanceof Error ? cause.message : String(cause), {
      cause,
    })
  }
}
