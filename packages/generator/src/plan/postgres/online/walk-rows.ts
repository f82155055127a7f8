import { quoted } from '../../identifier.ts'
import { batches, hidePlaceholders, type Part } from '../../script/index.ts'
import type { Table } from '../../storage.ts'

/** Changes the rows of a table, some thousand at a time; `changes` ends where its conditions go on with `AND`. */
export function walkRows(title: string, table: Table, changes: string): Part {
  const key = table.primaryKey.columns[0] ?? 'id'
  return walkTable(title, { table: table.name, key }, changes)
}

/** The same for a table that is not of the model. */
export function walkTable(
  title: string,
  rows: { table: string; key: string },
  changes: string,
): Part {
  const key = `${quoted(rows.table)}.${quoted(rows.key)}`
  return batches(
    title,
    rows,
    `${hidePlaceholders(changes)} AND ${key} > :after AND ${key} <= :upto`,
  )
}
