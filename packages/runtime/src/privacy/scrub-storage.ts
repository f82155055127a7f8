import type { Database } from '../database/index.ts'
import { identifier, quoteIdentifier, sql } from '../database/index.ts'
import type { Registry } from '../operation/index.ts'

/** Overwrites what is deleted from now on, where the database would only forget where it is. */
export async function beginScrubbing(database: Database): Promise<void> {
  if (database.dialect === 'sqlite') await database.script('pragma secure_delete = on')
}

/**
 * Takes what was deleted out of the files of the database: words out of the search indexes, free pages, old row versions and the
 * write-ahead log, which is left empty where no other process reads from it just then.
 */
export async function scrubStorage(database: Database, registry: Registry): Promise<void> {
  if (database.dialect === 'postgres') {
    for (const table of await tablesOf(database)) {
      await database.script(`vacuum ${quoteIdentifier(table)}`)
    }
    return
  }
  for (const { resource } of registry.entities) {
    if (resource.search === undefined) continue
    const index = identifier(resource.search.name)
    await database.run(sql`insert into ${index} (${index}) values ('optimize')`)
  }
  await database.script('vacuum')
  await database.script('pragma wal_checkpoint(truncate)')
}

async function tablesOf(database: Database): Promise<string[]> {
  const rows = await database.all<{ name: string }>(sql`
    select table_name as "name" from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE'
  `)
  return rows.map(({ name }) => name)
}
