import { quoted, quotedList } from '../../identifier.ts'
import type { Operation } from '../../operation.ts'
import type { ForeignKey } from '../../storage.ts'
import { ownPart, type Piece } from './piece.ts'
import { walkRows, walkTable } from './walk-rows.ts'

/** What a column pointed at becomes links. A row that went away meanwhile is linked no more. */
export function carryLinks({
  table,
  kept,
  column,
}: Extract<Operation, { kind: 'carryLinks' }>): Piece[] {
  const [source, target] = table.columns
  const key = source?.reference?.columnName ?? 'id'
  const from = quoted(kept)
  const value = `${from}.${quoted(column.name)}`
  const columns = quotedList([source?.name ?? '', target?.name ?? ''])
  const changes = [
    `INSERT INTO ${quoted(table.name)} ${columns}`,
    `SELECT ${from}.${quoted(key)}, ${value} FROM ${from}`,
    `WHERE ${stillThere(source?.reference, `${from}.${quoted(key)}`)}`,
    `AND ${stillThere(target?.reference, value)}`,
  ].join(' ')
  return [
    ownPart(
      'fill',
      table,
      walkTable(`fill ${table.name} with what was linked`, { table: kept, key }, changes),
    ),
  ]
}

/** The one link of each row becomes what a column points at. */
export function carryReference({
  table,
  column,
  links,
  kept,
}: Extract<Operation, { kind: 'carryReference' }>): Piece[] {
  const [source, target] = links.columns.map(({ name }) => quoted(name))
  const key = `${quoted(table.name)}.${quoted(table.primaryKey.columns[0] ?? 'id')}`
  const linked = `FROM ${quoted(kept)} kept WHERE kept.${source} = ${key} AND ${stillThere(column.reference, `kept.${target}`)}`
  const changes = `UPDATE ${quoted(table.name)} SET ${quoted(column.name)} = (SELECT min(kept.${target}) ${linked}) WHERE EXISTS (SELECT 1 ${linked})`
  return [ownPart('fill', table, walkRows(`link ${table.name}.${column.name}`, table, changes))]
}

function stillThere(reference: ForeignKey | null | undefined, value: string): string {
  if (!reference) return `${value} IS NOT NULL`
  return `EXISTS (SELECT 1 FROM ${quoted(reference.tableName)} there WHERE there.${quoted(reference.columnName)} = ${value})`
}
