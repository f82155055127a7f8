import type { SourceColumn, SourceForeignKey, SourceSchema, SourceTable } from '../source/index.ts'
import { tableKey } from './design-report.ts'
import { plainWords } from './plain-words.ts'
import { isKeyOf, type KeyPlan } from './plan-keys.ts'

/** A table that holds nothing but links, seen from the side that declares the relation. */
export interface JoinTable {
  table: SourceTable
  source: SourceForeignKey
  target: SourceForeignKey
  /** The column that keeps an order. */
  position: SourceColumn | null
}

/** Tables that hold the pairs of a many-to-many relation, with what else stands in them. */
export function findJoinTables(
  schema: SourceSchema,
  tables: readonly SourceTable[],
  keys: ReadonlyMap<string, KeyPlan>,
): JoinTable[] {
  const stated = new Set(
    tables.flatMap(({ links }) => links.map(({ through }) => tableKey(through))),
  )
  const referred = new Set(
    schema.tables.flatMap(({ foreignKeys }) => foreignKeys.map(({ target }) => tableKey(target))),
  )
  return tables.flatMap((table) => {
    if (stated.has(tableKey(table)) || referred.has(tableKey(table))) return []
    const pair = pairOf(table, tables)
    if (pair === null || !pair.every((one) => hasOneColumnKey(one, keys))) return []
    const rest = restOf(table, pair)
    const position = rest.find(isPosition) ?? null
    const isBare = rest.every((column) => column === position || isTime(column))
    if (!isBare || table.checks.length > 0 || table.kind === 'view') return []
    const [source, target] = ordered(table, pair)
    return [{ table, source, target, position }]
  })
}

type Pair = [SourceForeignKey, SourceForeignKey]

/** The two foreign keys that together tell the rows of a table apart; `null` where there are none. */
export function pairOf(table: SourceTable, tables: readonly SourceTable[]): Pair | null {
  const [first, second, ...more] = table.foreignKeys.filter((one) => one.columns.length === 1)
  if (first === undefined || second === undefined || more.length > 0) return null
  if (table.foreignKeys.length > 2) return null
  const columns = [first.columns[0] ?? '', second.columns[0] ?? '']
  if (columns[0] === columns[1]) return null
  const isSet = columns.every((name) =>
    table.columns.some((one) => one.name === name && !one.nullable),
  )
  const tells = [table.primaryKey, ...table.uniques.map((unique) => unique.columns)]
  const isKey = tells.some(
    (names) => names.length === 2 && columns.every((name) => names.includes(name)),
  )
  const leads = [first, second].every(({ target, targetColumns }) => {
    const other = tables.find((one) => tableKey(one) === tableKey(target))
    return other !== undefined && other !== table && isKeyOf(other, targetColumns)
  })
  return isSet && isKey && leads ? [first, second] : null
}

function hasOneColumnKey(
  { target }: SourceForeignKey,
  keys: ReadonlyMap<string, KeyPlan>,
): boolean {
  const key = keys.get(tableKey(target))
  return key !== undefined && key.kind !== 'fields' && key.column !== null
}

function restOf({ columns }: SourceTable, pair: Pair): SourceColumn[] {
  return columns.filter(({ name }) => !pair.some((one) => one.columns[0] === name))
}

function isPosition({ name, type }: SourceColumn): boolean {
  const names = ['position', 'pos', 'sortorder', 'sort', 'ordinal', 'orderindex', 'rank']
  return type.kind === 'integer' && names.includes(plainWords(name).join(''))
}

/** When a link was made, or changed last. */
function isTime({ type, default: preset, isUpdateTime }: SourceColumn): boolean {
  return type.kind === 'instant' && (preset?.kind === 'now' || isUpdateTime)
}

/** The side whose name comes first in that of the table declares the relation. */
function ordered({ name }: SourceTable, [first, second]: Pair): Pair {
  const words = plainWords(name).join('')
  const at = ({ target }: SourceForeignKey): number => {
    const own = plainWords(target.name).join('')
    const found = words.indexOf(own) < 0 ? words.indexOf(own.replace(/s$/, '')) : words.indexOf(own)
    return found < 0 ? Number.POSITIVE_INFINITY : found
  }
  return at(second) < at(first) ? [second, first] : [first, second]
}
