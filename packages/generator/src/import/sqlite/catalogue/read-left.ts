import type { LeftBehind } from '../../source/index.ts'
import type { ReadTable } from './read-table.ts'
import type { SchemaRows, TableRow } from './schema-rows.ts'

/** What of a database has no place in a model: triggers and virtual tables. */
export function readLeft(rows: SchemaRows, tables: readonly TableRow[]): LeftBehind[] {
  const shown = new Set(tables.map(({ name }) => name.toLowerCase()))
  return [
    ...tables.filter(({ type }) => type === 'virtual').map(virtualLeft),
    ...rows
      .triggers()
      .filter(({ table }) => shown.has(table.toLowerCase()))
      .map(({ name, table, sql }) => ({
        what: `table ${table}, trigger ${name}`,
        reason: setsTime(sql)
          ? 'it sets the time of the last change'
          : 'triggers of the database change rows unseen',
        suggestion: setsTime(sql)
          ? 'The timestamps of an entity do that for updatedAt; set any other column in a hook before update'
          : 'Write what it does in a hook of the entity (docs/guide/hooks.md)',
      })),
  ]
}

function setsTime(sql: string): boolean {
  return /\bupdate\b[^;]*\bset\s+["`[]?\w+["`\]]?\s*=\s*(?:current_timestamp|\(?datetime\(|\(?strftime\(|\(?unixepoch\()[^;,]*;\s*end/is.test(
    sql,
  )
}

function virtualLeft({ name, sql }: TableRow): LeftBehind {
  const module = /\busing\s+["`[]?(\w+)/i.exec(sql)?.[1] ?? 'a module'
  const isSearch = /^fts/i.test(module)
  const isPlace = /^(?:rtree|geopoly)/i.test(module)
  return {
    what: `virtual table ${name}`,
    reason: `its rows are kept by ${module}, which a copy does not have`,
    suggestion: isSearch
      ? 'Give the fields that are searched the option search: then q= finds them'
      : isPlace
        ? 'Use a point() field: it has an index of places of its own'
        : 'Copy its rows into an ordinary table first, if they are needed',
  }
}

/** Rows whose key is null, which SQLite lets in and no other database does. */
export function nullKeyLeft(
  count: (sql: string) => number,
  { source, rowId }: ReadTable,
): LeftBehind[] {
  if (rowId === null || source.primaryKey.length === 0) return []
  const names = source.primaryKey.map((name) => `"${name.replaceAll('"', '""')}"`)
  const table = `"${source.name.replaceAll('"', '""')}"`
  const rows = count(
    `select count(*) as n from ${table} where ${names.map((name) => `${name} is null`).join(' or ')}`,
  )
  if (rows === 0) return []
  return [
    {
      what: `table ${source.name}, primary key`,
      reason: `${rows} ${rows === 1 ? 'row has' : 'rows have'} no value in it, so that nothing can point at them; they are put aside when rows are loaded`,
      suggestion: 'Give them a key in the source and import again',
    },
  ]
}
