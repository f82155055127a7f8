import { differs } from '../../differs.ts'
import { quoted, quotedList, textLiteral } from '../../identifier.ts'
import type { Operation } from '../../operation.ts'
import type { Column, Table } from '../../storage.ts'
import { castValue } from '../cast-value.ts'
import { createTable } from '../create-table.ts'
import { defaultValue } from '../default-value.ts'
import { guard } from '../guard.ts'

/**
 * Writes a table anew with the rows it has: made under another name, filled, counted, then put in the old one's place.
 * Indexes and triggers go with the old table; the steps around make those of the model again, and any other stops it.
 */
export function rebuildTable(table: Table, operations: readonly Operation[]): string[] {
  const fresh = `_cambium_new_${table.key}`
  const own = operations.filter((operation) => operation.table.key === table.key)
  const names = table.columns.map(({ name }) => name)
  const from = quoted(table.name)
  const to = quoted(fresh)
  return [
    guard(
      `${table.name} has an index or trigger that is not of the model: drop it first, and make it again afterwards`,
      `SELECT name AS "value" FROM sqlite_schema WHERE tbl_name = ${textLiteral(table.name)} AND ((type = 'index' AND sql IS NOT NULL AND name NOT GLOB '[iu]x_[0-9]*') OR (type = 'trigger' AND name NOT GLOB 'cambium_*'))`,
      'found',
    ),
    createTable({ ...table, name: fresh }),
    `INSERT INTO ${to} ${quotedList(names)} ${selection(table, own)}`,
    guard(
      `${table.name} would have lost rows`,
      `SELECT NULL AS "value" WHERE (SELECT count(*) FROM ${from}) <> (SELECT count(*) FROM ${to})`,
      'found',
    ),
    ...keepCount(table, fresh),
    `DROP TABLE ${from}`,
    `ALTER TABLE ${to} RENAME TO ${from}`,
  ]
}

/** Numbers once given are not given again, those of deleted rows included. */
function keepCount(table: Table, fresh: string): string[] {
  if (!table.columns.some(({ type }) => type.kind === 'serial')) return []
  const name = textLiteral(fresh)
  return [
    `DELETE FROM sqlite_sequence WHERE "name" = ${name}`,
    `INSERT INTO sqlite_sequence ("name", "seq") SELECT ${name}, "seq" FROM sqlite_sequence WHERE "name" = ${textLiteral(table.name)}`,
  ]
}

/** Formulas are worked out over the new values, so those stand under the table's own name around them. */
function selection(table: Table, operations: readonly Operation[]): string {
  const from = quoted(table.name)
  const value = (column: Column): string => newValue(column, operations)
  if (!table.columns.some(({ formula }) => formula)) {
    return `SELECT ${table.columns.map(value).join(', ')} FROM ${from}`
  }
  const written = table.columns.filter(({ formula }) => !formula)
  const inner = written.map((column) => `${value(column)} AS ${quoted(column.name)}`)
  const outer = table.columns.map(({ name, formula }) => formula?.sqlite ?? quoted(name))
  return `SELECT ${outer.join(', ')} FROM (SELECT ${inner.join(', ')} FROM ${from}) AS ${from}`
}

function newValue(column: Column, operations: readonly Operation[]): string {
  const name = quoted(column.name)
  const step = operations.find(
    (operation) =>
      (operation.kind === 'addColumn' || operation.kind === 'changeColumn') &&
      operation.column.key === column.key,
  )
  if (step?.kind === 'addColumn') {
    const value = step.fill ?? column.default ?? null
    return value === null ? 'NULL' : defaultValue(column.type, value)
  }
  if (step?.kind !== 'changeColumn') return name
  const value = differs(step.before.type, column.type)
    ? castValue(name, step.before.type, column.type)
    : name
  return step.fill === null ? value : `coalesce(${value}, ${defaultValue(column.type, step.fill)})`
}
