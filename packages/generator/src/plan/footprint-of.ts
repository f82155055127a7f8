import type { Operation } from './operation.ts'
import { referencesOf } from './references-of.ts'
import { rebuiltTables } from './sqlite/index.ts'
import type { Table } from './storage.ts'

/** Steps after which a table is another one, or that depend on all of it. */
const ofWholeTable: ReadonlySet<Operation['kind']> = new Set([
  'createTable',
  'dropTable',
  'renameTable',
  'recompute',
  'carryLinks',
  'carryReference',
])

/**
 * Keys of what a plan touches: `e4` for a whole table, `e4.12` for a column of it, `e4.ix_4_12` for an index. Two migrations may
 * run in either order when neither touches what the other does, a whole table being everything in it.
 */
export function footprintOf(operations: readonly Operation[]): string[] {
  const rebuilt = rebuiltTables(operations)
  const whole = new Set(
    operations.flatMap(({ kind, table }) =>
      ofWholeTable.has(kind) || rebuilt.has(table.key) ? [table.key] : [],
    ),
  )
  const keys = operations.flatMap((operation) => [
    ...(whole.has(operation.table.key) ? [operation.table.key] : partsOf(operation)),
    ...targetsOf(operation),
  ])
  return [...new Set(keys)].sort()
}

/** Whether two footprints have something in common. */
export function sharedFootprint(one: readonly string[], other: readonly string[]): string[] {
  const meets = (a: string, b: string): boolean =>
    a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`)
  return one.filter((key) => other.some((candidate) => meets(key, candidate)))
}

function partsOf(operation: Operation): string[] {
  const { table, footprint } = operation
  const own = footprint.filter((key) => key.startsWith(`${table.key}.`))
  if (!('index' in operation)) return own
  const { index } = operation
  return [...own, `${table.key}.${index.name}`, ...columnKeys(table, namesIn(index))]
}

function namesIn(
  index: Extract<Operation, { kind: 'createIndex' | 'createSideIndex' }>['index'],
): string[] {
  if ('column' in index) return [index.column]
  return index.columns.map(({ name }) => name)
}

function columnKeys(table: Table, names: readonly string[]): string[] {
  return table.columns
    .filter(({ name }) => names.includes(name))
    .map(({ key }) => `${table.key}.${key}`)
}

/** A table that is pointed at must stay as it is, which many may ask of it beside each other. */
function targetsOf(operation: Operation): string[] {
  const { table } = operation
  const columns =
    operation.kind === 'createTable' || operation.kind === 'addForeignKeys'
      ? referencesOf(table)
      : 'column' in operation
        ? [operation.column]
        : []
  return columns.flatMap(({ key, reference }) =>
    reference && reference.table !== table.key ? [`${reference.table}.<${table.key}.${key}`] : [],
  )
}
