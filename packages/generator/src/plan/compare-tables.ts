import type { Operation, Plan, Unsafe } from './operation.ts'
import type { Column, Index, SideIndex, Table } from './storage.ts'

/** The steps from one form of a table to the next, and the differences no additive step can make. */
export function compareTables(before: Table, after: Table): Plan {
  const renamed = renamedTable(before, after)
  if (renamed) return { operations: [], unsafe: [renamed] }
  const columns = compareColumns(before, after)
  const indexes = compareIndexes(before, after)
  return {
    operations: [
      ...columns.operations,
      ...indexes.operations,
      ...compareSideIndexes(before, after),
    ],
    unsafe: [...columns.unsafe, ...indexes.unsafe],
  }
}

function renamedTable(before: Table, after: Table): Unsafe | null {
  if (before.name === after.name) return null
  return { what: before.name, why: `is called ${after.name} now: a table has to be renamed` }
}

function compareColumns(before: Table, after: Table): Plan {
  const old = new Map(before.columns.map((column) => [column.key, column]))
  const kept = new Set(after.columns.map((column) => column.key))
  const plan: Plan = { operations: [], unsafe: [] }
  for (const column of before.columns) {
    if (!kept.has(column.key)) plan.unsafe.push(removedColumn(before, column))
  }
  for (const column of after.columns) {
    const was = old.get(column.key)
    const part = was ? changedColumn(after, was, column) : addedColumn(after, column)
    plan.operations.push(...part.operations)
    plan.unsafe.push(...part.unsafe)
  }
  return plan
}

function removedColumn(table: Table, column: Column): Unsafe {
  return {
    what: `${table.name}.${column.name}`,
    why: 'the model no longer has this field: its values would be lost',
  }
}

function addedColumn(table: Table, column: Column): Plan {
  if (!column.nullable && column.default === undefined) {
    const why = 'is required and has no default: the rows that are there have no value for it'
    return unsafe(table, column, why)
  }
  const footprint = [table.key, `${table.key}.${column.key}`]
  return {
    operations: [{ kind: 'addColumn', table, column, class: 'additive', footprint }],
    unsafe: [],
  }
}

function changedColumn(table: Table, before: Column, after: Column): Plan {
  const why = changeThatNeedsMore(before, after)
  if (why) return unsafe(table, after, why)
  if (JSON.stringify(before.choices) === JSON.stringify(after.choices)) return empty
  const footprint = [table.key, `${table.key}.${after.key}`]
  return {
    operations: [{ kind: 'replaceChoices', table, column: after, class: 'additive', footprint }],
    unsafe: [],
  }
}

function changeThatNeedsMore(before: Column, after: Column): string | null {
  if (before.name !== after.name) return `was called ${before.name}: a column has to be renamed`
  if (differs(before.type, after.type)) return 'has another type: its values have to be converted'
  if (before.nullable !== after.nullable) {
    return after.nullable
      ? 'may be empty now: the table has to be changed'
      : 'must have a value now: rows that have none need one'
  }
  if (differs(before.default, after.default)) return 'has another default'
  if (differs(before.reference, after.reference))
    return 'points elsewhere, or acts differently on delete'
  const lost = before.choices?.values.filter((value) => !after.choices?.values.includes(value))
  if (after.choices && (!before.choices || lost?.length)) {
    return `allows fewer values${lost?.length ? ` (${lost.join(', ')} is gone)` : ''}: rows may hold others`
  }
  return null
}

function compareIndexes(before: Table, after: Table): Plan {
  const old = new Map(before.indexes.map((index) => [index.name, index]))
  const kept = new Map(after.indexes.map((index) => [index.name, index]))
  const dropped = before.indexes.filter((index) => differs(kept.get(index.name), index))
  const added = after.indexes.filter((index) => differs(old.get(index.name), index))
  const plan: Plan = { operations: [], unsafe: [] }
  for (const index of dropped) plan.operations.push(indexStep('dropIndex', after, index))
  for (const index of added) {
    if (index.unique && !coversNewColumn(before, after, index)) {
      plan.unsafe.push({
        what: `${after.name} (${index.columns.map((column) => column.name).join(', ')})`,
        why: 'must be unique now: rows may hold the same value twice',
      })
    } else plan.operations.push(indexStep('createIndex', after, index))
  }
  return plan
}

/** They hold nothing of their own, so one that differs is made anew. */
function compareSideIndexes(before: Table, after: Table): Operation[] {
  const isIn = (table: Table, index: SideIndex): boolean =>
    table.sideIndexes.some((other) => !differs(other, index))
  const step = (index: SideIndex) =>
    ({ table: after, index, class: 'additive', footprint: [after.key, index.name] }) as const
  return [
    ...before.sideIndexes
      .filter((index) => !isIn(after, index))
      .map((index) => ({ kind: 'dropSideIndex' as const, ...step(index) })),
    ...after.sideIndexes
      .filter((index) => !isIn(before, index))
      .map((index) => ({ kind: 'createSideIndex' as const, fill: true, ...step(index) })),
  ].map((operation) => ({ ...operation, footprint: [...operation.footprint] }))
}

/** A unique index over a column that is new and empty everywhere can find no duplicates. */
function coversNewColumn(before: Table, after: Table, index: Index): boolean {
  return index.columns.some(({ name }) => {
    const column = after.columns.find((candidate) => candidate.name === name)
    const isNew = !before.columns.some((candidate) => candidate.key === column?.key)
    return isNew && column?.nullable === true && column.default === undefined
  })
}

function indexStep(kind: 'dropIndex' | 'createIndex', table: Table, index: Index): Operation {
  return { kind, table, index, class: 'additive', footprint: [table.key, index.name] }
}

const empty: Plan = { operations: [], unsafe: [] }

function unsafe(table: Table, column: Column, why: string): Plan {
  return { operations: [], unsafe: [{ what: `${table.name}.${column.name}`, why }] }
}

function differs(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) !== JSON.stringify(b)
}
