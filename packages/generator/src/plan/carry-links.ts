import { keptName } from './kept-name.ts'
import type { Operation } from './operation.ts'
import type { Column, Storage, Table } from './storage.ts'

/** Relations that changed between "one" and "many": what they link is carried, so that nothing is lost. */
export interface Carries {
  /** What may be taken away, because it is carried. */
  drops: string[]
  operations: Operation[]
  /** The steps, those that take away what is carried no longer called destructive. */
  soften(operations: readonly Operation[]): Operation[]
}

/** Finds the relations that kept their identity and changed their kind. */
export function carriesOf(from: Storage, to: Storage, at: Date): Carries {
  const found = [
    ...pairs(from, to).map((pair) => toMany(pair, at)),
    ...pairs(to, from).map((pair) => toOne(pair, { from, at })),
  ].filter((carry) => carry !== null)
  const carried = new Set(found.map(({ kept }) => kept))
  const isCarried = (operation: Operation): boolean =>
    (operation.kind === 'dropColumn' && carried.has(operation.keptIn ?? '')) ||
    (operation.kind === 'dropTable' && carried.has(operation.keptAs))
  return {
    drops: found.map(({ label }) => label),
    operations: found.flatMap(({ operations }) => operations),
    soften: (operations) =>
      operations.map((operation) =>
        isCarried(operation) ? { ...operation, class: 'data' } : operation,
      ),
  }
}

interface Pair {
  table: Table
  column: Column
  links: Table
}

/** Every column of one storage whose relation is a linking table in the other. */
function pairs(one: Storage, many: Storage): Pair[] {
  return many.tables.flatMap((links) => {
    const [entity, relation] = links.key.replace(/^l/, '').split('_')
    const table = one.tables.find(({ key }) => links.isLink && key === `e${entity}`)
    const column = table?.columns.find(({ key }) => key === relation)
    const target = links.columns[1]?.reference?.table
    return table && column?.reference?.table === target && column ? [{ table, column, links }] : []
  })
}

interface Carry {
  label: string
  kept: string
  operations: Operation[]
}

function toMany({ table, column, links }: Pair, at: Date): Carry {
  const kept = keptName(table, column, at)
  const step = { table: links, kept, reversible: false, footprint: [table.key, links.key] }
  return {
    label: `${table.label}.${column.label}`,
    kept,
    operations: [
      { kind: 'carryLinks', ...step, column, class: 'data' },
      { kind: 'dropKept', ...step, class: 'data' },
    ],
  }
}

/** A column that must have a value cannot be carried: rows without a link would have none. */
function toOne(
  { table, column, links }: Pair,
  { from, at }: { from: Storage; at: Date },
): Carry | null {
  const old = from.tables.find(({ key }) => key === links.key)
  if (!old || !column.nullable) return null
  const kept = keptName(old, null, at)
  const footprint = [table.key, links.key]
  const step = { table, kept, reversible: false, footprint }
  return {
    label: old.label,
    kept,
    operations: [
      { kind: 'carryReference', ...step, column, links: old, class: 'tightening' },
      { kind: 'dropKept', ...step, class: 'data' },
    ],
  }
}
