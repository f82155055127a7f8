import { DatabaseSync } from 'node:sqlite'
import type { Engine, Shape } from './engine.ts'

/** SQLite in memory, or in a file. */
export function createSqliteEngine(path = ':memory:'): Engine {
  const db = new DatabaseSync(path, { enableForeignKeyConstraints: true })
  return {
    dialect: 'sqlite',
    migrate: async (parts, foreignKeysOff) =>
      migrate(
        db,
        parts.flatMap(({ statements }) => statements),
        foreignKeysOff,
      ),
    run: async (statements) => {
      for (const statement of statements) db.exec(statement)
    },
    rows: async (query) => db.prepare(query).all(),
    shape: async () => shapeOf(db),
    freshShape: async (statements) => {
      const fresh = new DatabaseSync(':memory:')
      for (const statement of statements) fresh.exec(statement)
      const shape = shapeOf(fresh)
      fresh.close()
      return shape
    },
    close: async () => db.close(),
  }
}

function migrate(db: DatabaseSync, statements: readonly string[], foreignKeysOff: boolean): void {
  db.exec(`pragma foreign_keys = ${foreignKeysOff ? 'off' : 'on'}`)
  db.exec('begin immediate')
  let current = ''
  try {
    for (current of statements) db.exec(current)
    const broken = db.prepare('pragma foreign_key_check').get()
    if (broken) throw new Error(`rows of ${broken.table} point at rows that do not exist`)
    db.exec('commit')
  } catch (cause) {
    db.exec('rollback')
    throw new Error(`${cause instanceof Error ? cause.message : cause}, in: ${current}`, { cause })
  } finally {
    db.exec('pragma foreign_keys = on')
  }
}

function shapeOf(db: DatabaseSync): Shape {
  const all = (query: string): { [column: string]: unknown }[] => db.prepare(query).all()
  const tables = all(
    `select name, sql from sqlite_schema where type = 'table' and name not like 'sqlite%' and name not like '\\_gone\\_%' escape '\\'`,
  )
  return tables.flatMap(({ name, sql }) => tableShape(all, String(name), String(sql))).sort()
}

function tableShape(
  all: (query: string) => { [column: string]: unknown }[],
  name: string,
  sql: string,
): Shape {
  const said = (kind: string, rows: { [column: string]: unknown }[]): string[] =>
    rows.map((row) => `${name} ${kind} ${JSON.stringify({ ...row, cid: 0, id: 0, seq: 0 })}`)
  const objects = (type: string) =>
    all(
      `select name, sql from sqlite_schema where type = '${type}' and tbl_name = '${name}' and sql is not null`,
    )
  const checks = [
    ...sql.matchAll(/CHECK \(("(?:[^"]|"")+" (?:IS NULL OR "(?:[^"]|"")+" )?IN \(.*?\))\)/gi),
  ]
  return [
    `${name} table ${/STRICT/.test(sql)} ${/WITHOUT ROWID/.test(sql)} ${/AUTOINCREMENT/.test(sql)}`,
    ...said('column', all(`pragma table_xinfo("${name}")`)),
    ...said('key', all(`pragma foreign_key_list("${name}")`)),
    ...said('index', objects('index')),
    ...said('trigger', objects('trigger')),
    ...checks.map((found) => `${name} check ${found[1]}`),
  ]
}
