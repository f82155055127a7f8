import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { LiveDatabase, RecordedMigration, Records } from '../live-database.ts'
import { readSqliteCatalogue } from './read-catalogue.ts'

const busyMs = 5000

/** The database in a file that is there. It is opened for writing only to record migrations. */
export async function openSqliteFile(file: string): Promise<LiveDatabase> {
  if (!existsSync(file))
    throw new Error(`There is no database ${file} yet: run node src/main.ts migrate`)
  const db = new DatabaseSync(file, { readOnly: true, timeout: busyMs })
  return {
    dialect: 'sqlite',
    name: file,
    catalogue: async () => readSqliteCatalogue(db),
    records: async () => readRecords(db),
    record: async (migrations, markers) => record(file, migrations, markers),
    close: async () => db.close(),
  }
}

function readRecords(db: DatabaseSync): Records {
  const has = (name: string): boolean =>
    db.prepare(`select 1 from sqlite_schema where name = ?`).get(name) !== undefined
  const rows = has('cambium_migrations')
    ? db.prepare('select "id", "hash" from "cambium_migrations"').all()
    : []
  const markers = has('cambium_schema')
    ? db.prepare('select "hash" from "cambium_schema"').all()
    : []
  return {
    applied: new Map(rows.map((row) => [String(row.id), String(row.hash)])),
    markers: markers.map((row) => String(row.hash)),
  }
}

/** The tables are those the runtime makes; it adds what else it needs when it migrates. */
const tables = `create table if not exists "cambium_migrations" (
  "id" text primary key, "hash" text not null, "applied_at" text not null
) strict;
create table if not exists "cambium_schema" ("hash" text not null) strict;`

function record(
  file: string,
  migrations: readonly RecordedMigration[],
  markers: readonly string[],
): void {
  const db = new DatabaseSync(file, { timeout: busyMs })
  try {
    db.exec('begin immediate')
    db.exec(tables)
    const insert = db.prepare(
      'insert into "cambium_migrations" ("id", "hash", "applied_at") values (?, ?, ?)',
    )
    for (const { id, hash } of migrations) insert.run(id, hash, new Date().toISOString())
    db.exec('delete from "cambium_schema"')
    for (const hash of markers) db.prepare('insert into "cambium_schema" values (?)').run(hash)
    db.exec('commit')
  } finally {
    // what was not committed is undone
    db.close()
  }
}
