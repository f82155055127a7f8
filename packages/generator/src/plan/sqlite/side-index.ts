import { quoted } from '../identifier.ts'
import type { SideIndex, Table } from '../storage.ts'

/**
 * The tables and triggers of an index of words (FTS5) or places (R*Tree). Rows are numbered in a table of their own:
 * SQLite may give the rows of a table other numbers when it is vacuumed.
 */
export function createSideIndex(table: Table, index: SideIndex, fill: boolean): string[] {
  const parts = partsOf(index)
  const rows = rowsTable(index)
  const key = quoted(index.key.column)
  const of = (row: string): string => `(SELECT "row" FROM ${rows} WHERE "id" = ${row}.${key})`
  const insert = (row: string): string[] => [
    `INSERT INTO ${rows} ("id") VALUES (${row}.${key});`,
    `${parts.insert} SELECT ${[of(row), ...parts.values(row)].join(', ')}${parts.condition(row)};`,
  ]
  const remove = (row: string): string =>
    `DELETE FROM ${quoted(index.name)} WHERE ${parts.rowColumn} = ${of(row)};`
  const changed = parts.columns
    .map((column) => `old.${quoted(column)} IS NOT new.${quoted(column)}`)
    .join(' OR ')
  const columns = parts.columns.map(quoted).join(', ')
  const on = quoted(table.name)
  return [
    `CREATE TABLE ${rows} (\n  "row" INTEGER PRIMARY KEY,\n  "id" ${index.key.type.toUpperCase()} NOT NULL UNIQUE\n) STRICT`,
    parts.create,
    trigger(`${index.name}_insert`, `AFTER INSERT ON ${on}`, insert('new')),
    trigger(`${index.name}_update`, `AFTER UPDATE OF ${columns} ON ${on} WHEN ${changed}`, [
      remove('new'),
      insert('new')[1] ?? '',
    ]),
    trigger(`${index.name}_delete`, `AFTER DELETE ON ${on}`, [
      remove('old'),
      `DELETE FROM ${rows} WHERE "id" = old.${key};`,
    ]),
    ...(fill ? fillIndex(table, index, parts) : []),
  ]
}

/** Takes the index away; the table and what is in it stay. */
export function dropSideIndex(index: SideIndex): string[] {
  return [
    ...['insert', 'update', 'delete'].map(
      (event) => `DROP TRIGGER ${quoted(`${index.name}_${event}`)}`,
    ),
    `DROP TABLE ${quoted(index.name)}`,
    `DROP TABLE ${rowsTable(index)}`,
  ]
}

interface Parts {
  /** The columns of the table that the index is made from. */
  columns: string[]
  create: string
  /** Up to the values. */
  insert: string
  rowColumn: string
  values(row: string): string[]
  /** Which rows have a place in the index, with `WHERE` in front; empty for every row. */
  condition(row: string): string
}

function partsOf(index: SideIndex): Parts {
  const name = quoted(index.name)
  if (index.kind === 'place') {
    const at = (row: string, part: string): string => `${row}.${quoted(index.column)} ->> '${part}'`
    const lines = ['number', 'minLat', 'maxLat', 'minLng', 'maxLng']
    return {
      columns: [index.column],
      create: `CREATE VIRTUAL TABLE ${name} USING rtree(${lines.join(', ')})`,
      insert: `INSERT INTO ${name} (${lines.join(', ')})`,
      rowColumn: '"number"',
      values: (row) => [at(row, 'lat'), at(row, 'lat'), at(row, 'lng'), at(row, 'lng')],
      condition: (row) => ` WHERE ${row}.${quoted(index.column)} IS NOT NULL`,
    }
  }
  const columns = index.columns.map((column) => column.name)
  const words = columns.map((column) => quoted(`f_${column}`)).join(', ')
  return {
    columns,
    create: `CREATE VIRTUAL TABLE ${name} USING fts5(${words}, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2')`,
    insert: `INSERT INTO ${name} ("rowid", ${words})`,
    rowColumn: '"rowid"',
    values: (row) => columns.map((column) => `${row}.${quoted(column)}`),
    condition: () => '',
  }
}

function fillIndex(table: Table, index: SideIndex, parts: Parts): string[] {
  const rows = rowsTable(index)
  const key = quoted(index.key.column)
  return [
    `INSERT INTO ${rows} ("id") SELECT ${key} FROM ${quoted(table.name)} ORDER BY ${key}`,
    `${parts.insert} SELECT ${['r."row"', ...parts.values('t')].join(', ')} FROM ${quoted(table.name)} t JOIN ${rows} r ON r."id" = t.${key}${parts.condition('t')}`,
  ]
}

function rowsTable(index: SideIndex): string {
  return quoted(`${index.name}_rows`)
}

function trigger(name: string, event: string, statements: readonly string[]): string {
  return `CREATE TRIGGER ${quoted(name)} ${event} BEGIN\n  ${statements.join('\n  ')}\nEND`
}
