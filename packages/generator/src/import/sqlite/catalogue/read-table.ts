import type { DatabaseSync } from 'node:sqlite'
import type { LeftBehind, SourceNote, SourceTable } from '../../source/index.ts'
import { queryOfView, readTableStatement } from '../statement/index.ts'
import { lookAtTable } from '../values/index.ts'
import { isJsonCheck, type ReadColumn, readColumn } from './read-columns.ts'
import { readIndexes } from './read-indexes.ts'
import { readReferences } from './read-references.ts'
import type { ColumnRow, IndexRow, SchemaRows, TableRow } from './schema-rows.ts'

/** A table with what the reader of rows has to know beside it. */
export interface ReadTable {
  source: SourceTable
  columns: ReadColumn[]
  /** The name by which its row numbers can be asked for; `null` without any. */
  rowId: string | null
  left: LeftBehind[]
  notes: SourceNote[]
}

/** Reads a table or view; a view whose query fails is an error. */
export function readTable(
  db: DatabaseSync,
  row: TableRow,
  { rows, tables }: { rows: SchemaRows; tables: readonly TableRow[] },
): ReadTable {
  const isView = row.type === 'view'
  const found = rows.columns(row.name).filter(({ hidden }) => hidden !== 1)
  const keys = found.filter(({ key }) => key > 0).sort((one, other) => one.key - other.key)
  const counted = countedKey(keys, rows.indexes(row.name), row)
  const statement = isView ? { checks: [], generated: new Map() } : readTableStatement(row.sql)
  const rowId = isView || row.withoutRowId ? null : (counted ?? freeRowId(found))
  const names = found.map(({ name }) => name)
  const looks = lookAtTable(db, {
    name: row.name,
    kind: isView ? 'view' : 'table',
    columns: names,
    rowId,
  })
  const columns = found.flatMap((column, at) => {
    const look = looks[at]
    const isKey = column.key > 0
    const isCounted = column.name === counted
    return look ? [readColumn(db, { row: column, look, statement, isCounted, isKey })] : []
  })
  const references = readReferences(rows, row.name, tables)
  return {
    source: {
      schema: null,
      name: row.name,
      kind: isView ? 'view' : 'table',
      entity: null,
      doc: null,
      columns: columns.map(({ column }) => column),
      primaryKey: keys.map(({ name }) => name),
      ...readIndexes(rows, row.name),
      foreignKeys: references.foreignKeys,
      links: [],
      checks: statement.checks.filter(({ sql }) => !isSaidByType(sql, columns)),
      access: null,
      definition: isView ? queryOfView(row.sql) : null,
    },
    columns,
    rowId,
    left: references.left,
    notes: columns.flatMap((one) => noteOf(row.name, one)),
  }
}

/** The column that is the number of the row, which SQLite counts up (sqlite.org/lang_createtable.html#rowid). */
function countedKey(
  keys: readonly ColumnRow[],
  indexes: readonly IndexRow[],
  { withoutRowId }: TableRow,
): string | null {
  const [key] = keys
  const isNumber = keys.length === 1 && /^integer$/i.test(key?.declared ?? '')
  const hasIndex = indexes.some(({ origin }) => origin === 'pk')
  return key && isNumber && !hasIndex && !withoutRowId ? key.name : null
}

function freeRowId(columns: readonly ColumnRow[]): string | null {
  const taken = new Set(columns.map(({ name }) => name.toLowerCase()))
  return ['rowid', '_rowid_', 'oid'].find((name) => !taken.has(name)) ?? null
}

/** A field of JSON holds nothing else, so that its check has nothing more to say. */
function isSaidByType(sql: string, columns: readonly ReadColumn[]): boolean {
  const isAlone = /^\s*json_valid\s*\([^()]*\)\s*$/i.test(sql)
  return (
    isAlone &&
    columns.some(({ row, decided }) => decided.type.kind === 'json' && isJsonCheck(sql, row.name))
  )
}

function noteOf(table: string, { row, decided }: ReadColumn): SourceNote[] {
  if (decided.note === null) return []
  return [{ what: `table ${table}, column ${row.name}`, text: decided.note }]
}
