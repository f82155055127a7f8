import { chmod, open, rename, rm, stat, writeFile } from 'node:fs/promises'
import { type Database, identifier, sql } from '../../database/index.ts'
import { StartupError } from '../../errors/index.ts'

/**
 * Copies an SQLite database as it is now to `<file>.<label>.backup`, durably; the path of it. Undefined where there is
 * no file, no row in it, or a server, whose backups are somebody else's. Throws a `StartupError` when it cannot.
 */
export async function backUp(db: Database, label: string): Promise<string | undefined> {
  if (db.dialect !== 'sqlite') return undefined
  const main = await db.first<{ file: string }>(
    sql`select "file" from pragma_database_list where "name" = 'main'`,
  )
  if (!main?.file || (await isEmpty(db))) return undefined
  const target = `${main.file}.${label}.backup`
  try {
    await copyTo(db, main.file, target)
  } catch (cause) {
    const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause
    throw new StartupError(
      `The backup ${target} could not be written: ${(reason as Error).message}`,
      { hint: 'Nothing was changed. Make room for it, or leave it out with --no-backup.', cause },
    )
  }
  return target
}

/** Under another name until it is whole, readable by those who may read the database. */
async function copyTo(db: Database, file: string, target: string): Promise<void> {
  const partial = `${target}.partial`
  const { mode } = await stat(file)
  try {
    await rm(partial, { force: true })
    await writeFile(partial, '', { mode: 0o600 })
    await db.script(`vacuum into '${partial.replaceAll("'", "''")}'`)
    await chmod(partial, mode)
    const copy = await open(partial, 'r+')
    await copy.sync().finally(() => copy.close())
    await rename(partial, target)
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}

async function isEmpty(db: Database): Promise<boolean> {
  const tables = await db.all<{ name: string }>(sql`
    select "name" from sqlite_schema
    where "type" = 'table' and "name" not like 'cambium\\_%' escape '\\' and "name" not like 'sqlite\\_%' escape '\\'
  `)
  for (const { name } of tables) {
    if ((await db.count(sql`select exists (select 1 from ${identifier(name)})`)) > 0) return false
  }
  return true
}
