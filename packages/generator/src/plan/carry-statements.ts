import { quoted, quotedList } from './identifier.ts'
import type { Operation } from './operation.ts'
import type { Column, Table } from './storage.ts'

/** Keeps a column's values with the keys of their rows, before it goes; both databases read the same. */
export function keepColumn(table: Table, column: Column, keptIn: string): string {
  const key = quotedList(table.primaryKey.columns).slice(1, -1)
  return `CREATE TABLE ${quoted(keptIn)} AS SELECT ${key}, ${quoted(column.name)} FROM ${quoted(table.name)}`
}

/** Fills a new linking table with what a column pointed at. */
export function carryLinks({
  table,
  kept,
  column,
}: Extract<Operation, { kind: 'carryLinks' }>): string {
  const [source, target] = table.columns
  const columns = quotedList([source?.name ?? '', target?.name ?? ''])
  return `INSERT INTO ${quoted(table.name)} ${columns} SELECT * FROM ${quoted(kept)} WHERE ${quoted(column.name)} IS NOT NULL`
}

/** Points a column at the one row each was linked with. */
export function carryReference({
  table,
  column,
  links,
  kept,
}: Extract<Operation, { kind: 'carryReference' }>): string {
  const [source, target] = links.columns.map(({ name }) => quoted(name))
  const key = `${quoted(table.name)}.${quoted(table.primaryKey.columns[0] ?? 'id')}`
  return `UPDATE ${quoted(table.name)} SET ${quoted(column.name)} = (SELECT min(kept.${target}) FROM ${quoted(kept)} kept WHERE kept.${source} = ${key})`
}
