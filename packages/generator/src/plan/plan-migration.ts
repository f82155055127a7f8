import type { ModelIR } from '@cambium/model'
import { compareTables } from './compare-tables.ts'
import type { Operation, Plan, Unsafe } from './operation.ts'
import type { Storage, Table } from './storage.ts'
import { storageOf } from './storage-of.ts'

/** The steps that turn the tables of one model into those of another; `from` null starts with an empty database. */
export function planMigration(from: ModelIR | null, to: ModelIR): Plan {
  return planStorage(from ? storageOf(from) : { tables: [] }, storageOf(to))
}

function planStorage(from: Storage, to: Storage): Plan {
  const before = new Map(from.tables.map((table) => [table.key, table]))
  const after = new Set(to.tables.map((table) => table.key))
  const created = to.tables.filter((table) => !before.has(table.key))
  const changes = to.tables.flatMap((table) => {
    const old = before.get(table.key)
    return old ? [compareTables(old, table)] : []
  })
  const removed = from.tables.filter((table) => !after.has(table.key))
  return {
    operations: inOrder([
      ...changes.flatMap((plan) => plan.operations),
      ...created.flatMap(create),
    ]),
    unsafe: [...removed.map(removedTable), ...changes.flatMap((plan) => plan.unsafe)],
  }
}

const order: readonly Operation['kind'][] = [
  'dropSideIndex',
  'dropIndex',
  'createTable',
  'addColumn',
  'replaceChoices',
  'addForeignKeys',
  'createIndex',
  'createSideIndex',
]

function inOrder(operations: readonly Operation[]): Operation[] {
  return order.flatMap((kind) => operations.filter((operation) => operation.kind === kind))
}

function create(table: Table): Operation[] {
  const step = { class: 'additive', footprint: [table.key] } as const
  const hasReferences = table.columns.some((column) => column.reference)
  return [
    { kind: 'createTable', table, ...step, footprint: [table.key] },
    ...(hasReferences
      ? [{ kind: 'addForeignKeys' as const, table, ...step, footprint: [table.key] }]
      : []),
    ...table.indexes.map((index) => ({
      kind: 'createIndex' as const,
      table,
      index,
      ...step,
      footprint: [table.key, index.name],
    })),
    ...table.sideIndexes.map((index) => ({
      kind: 'createSideIndex' as const,
      table,
      index,
      fill: false,
      ...step,
      footprint: [table.key, index.name],
    })),
  ]
}

function removedTable(table: Table): Unsafe {
  return {
    what: table.name,
    why: 'the model no longer has this table: its rows would be lost',
  }
}
