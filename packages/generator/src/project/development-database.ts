import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { ModelIR } from '@cambium/model/ir'
import { readText } from '../read/index.ts'

/** What a database says of its tables. */
export interface DatabaseSchema {
  /**
   * Storage hashes of the models whose code may run on its tables: none when no migration was applied, two between the halves
   * of a gradual change.
   */
  hashes: string[]
  /** Ids of the migrations it has. */
  applied: string[]
}

const modelsFile = '.cambium/development.json'

/** The SQLite file behind a DATABASE_URL; `null` for a database server. */
export function databaseFile(project: string, url: string): string | null {
  return url.startsWith('file:') ? resolve(project, url.slice('file:'.length)) : null
}

/** Reads which shape a SQLite database has; `null` when there is no file. Throws when the file is no database. */
export function readDatabaseSchema(file: string): DatabaseSchema | null {
  if (!existsSync(file)) return null
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const table = "select count(*) as count from sqlite_schema where name = 'cambium_schema'"
    if (database.prepare(table).get()?.count === 0) return { hashes: [], applied: [] }
    const marker = database.prepare('select "hash" from "cambium_schema" order by rowid').all()
    const rows = database.prepare('select "id" from "cambium_migrations"').all()
    return {
      hashes: marker.map(({ hash }) => String(hash)),
      applied: rows.map((row) => String(row.id)),
    }
  } finally {
    database.close()
  }
}

/** Statements that lead to a shape. */
export interface DatabaseChange {
  statements: readonly string[]
  /** Whether tables are written anew, which foreign keys must not follow. */
  foreignKeysOff: boolean
  /** Storage hash of the model they lead to. */
  to: string
}

/** Runs statements in one transaction and records the shape they lead to. Nothing is kept when one fails. */
export function changeDatabase(file: string, change: DatabaseChange): void {
  inTransaction(file, change, (database) => {
    runChange(database, change)
    database.exec('commit')
  })
}

/** What the database says against a change, in its own words; `null` when it would work. Changes nothing. */
export function tryChange(file: string, change: DatabaseChange): string | null {
  try {
    inTransaction(file, change, (database) => runChange(database, change))
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function runChange(
  database: DatabaseSync,
  { statements, foreignKeysOff, to }: DatabaseChange,
): void {
  for (const statement of statements) database.exec(statement)
  const broken = foreignKeysOff && database.prepare('pragma foreign_key_check').get()
  if (broken) throw new Error(`rows of ${broken.table} point at rows that do not exist`)
  database.exec('delete from "cambium_schema"')
  database.prepare('insert into "cambium_schema" ("hash") values (?)').run(to)
}

/** Records that a database has what a migration does, because it was applied while the project was developed. */
export function recordMigration(file: string, migration: { id: string; hash: string }): void {
  inTransaction(file, { foreignKeysOff: false }, (database) => {
    database
      .prepare('insert into "cambium_migrations" ("id", "hash", "applied_at") values (?, ?, ?)')
      .run(migration.id, migration.hash, new Date().toISOString())
    database.exec('commit')
  })
}

/** The work commits; closing undoes what it did not. */
function inTransaction(
  file: string,
  { foreignKeysOff }: { foreignKeysOff: boolean },
  work: (database: DatabaseSync) => void,
): void {
  const database = new DatabaseSync(file, { timeout: 5000 })
  try {
    // without effect inside a transaction
    database.exec(`pragma foreign_keys = ${foreignKeysOff ? 'off' : 'on'}`)
    database.exec('begin immediate')
    work(database)
  } finally {
    database.close()
  }
}

/** Keeps the models a development database is, or is about to be, at: by storage hash, on this machine only. */
export function rememberModels(project: string, models: ReadonlyMap<string, ModelIR>): void {
  const path = join(project, modelsFile)
  mkdirSync(join(project, '.cambium'), { recursive: true })
  writeFileSync(`${path}.tmp`, JSON.stringify(Object.fromEntries(models)))
  renameSync(`${path}.tmp`, path)
}

/** The kept model with a storage hash; `null` when this machine has none. */
export function recallModel(project: string, hash: string): ModelIR | null {
  const text = readText(project, modelsFile)
  if (text === null) return null
  const models: { [hash: string]: ModelIR } = JSON.parse(text)
  return models[hash] ?? null
}
