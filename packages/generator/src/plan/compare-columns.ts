import type { JsonValue } from '@cambium/model'
import { changedColumn } from './changed-column.ts'
import { keptName } from './kept-name.ts'
import type { Operation, Plan, PlanOptions, Unsafe } from './operation.ts'
import type { Column, Table } from './storage.ts'

/** The columns that go, come and change. */
export function compareColumns(before: Table, after: Table, options: PlanOptions): Plan {
  const old = new Map(before.columns.map((column) => [column.key, column]))
  const kept = new Set(after.columns.map((column) => column.key))
  const gone = before.columns.filter(({ key }) => !kept.has(key))
  const added = after.columns.filter(({ key }) => !old.has(key))
  const parts = [
    ...gone.map((column) => removedColumn({ before, after, added }, column, options)),
    ...after.columns.map((column) => {
      const was = old.get(column.key)
      if (was) return changedColumn({ before, after }, { was, column }, options)
      return addedColumn(after, column, options)
    }),
  ]
  return {
    operations: parts.flatMap(({ operations }) => operations),
    unsafe: parts.flatMap(({ unsafe }) => unsafe),
  }
}

interface Change {
  before: Table
  after: Table
  added: readonly Column[]
}

function removedColumn(
  { before, after, added }: Change,
  column: Column,
  options: PlanOptions,
): Plan {
  const label = labelOf(after, column)
  const isWorkedOut = column.formula !== null
  if (!isWorkedOut && !options.drops?.has(labelOf(before, column)) && !options.drops?.has(label)) {
    return { operations: [], unsafe: [undecided(after, column, added)] }
  }
  const { reference, choices } = column
  const step = { table: before, column, reversible: false, footprint: footprint(before, column) }
  const operations: Operation[] = []
  const additive = { ...step, class: 'additive' } as const
  if (reference) operations.push({ kind: 'dropForeignKey', ...additive, after })
  if (choices) operations.push({ kind: 'dropChoices', ...additive })
  operations.push({
    kind: 'dropColumn',
    keptIn: isWorkedOut ? null : keptName(before, column, options.at ?? new Date()),
    ...step,
    class: isWorkedOut ? 'data' : 'destructive',
  })
  return { operations, unsafe: [] }
}

// the identity of `deletedAt` in every entity
const deletedAt = '5'
const goneField = 'the model no longer has this field: its values would be lost'
const seenAgain =
  'nothing is marked as deleted any more: records that were deleted would be seen again, unless you delete their rows first'

function undecided(after: Table, column: Column, added: readonly Column[]): Unsafe {
  const what = `${after.name}.${column.name}`
  const label = labelOf(after, column)
  const alike = added.filter((candidate) => isAlike(column, candidate))
  if (alike.length === 0) {
    const why = column.key === deletedAt ? seenAgain : goneField
    return { what, why, flags: [`--drop ${label}`] }
  }
  const names = alike.map((candidate) => candidate.label).join(' or ')
  return {
    what,
    why: `is gone and ${names} is new: renamed, or its values given up?`,
    flags: [...alike.map((candidate) => `--rename ${label}=${candidate.label}`), `--drop ${label}`],
  }
}

/** Whether the one could be the other under a new name. */
function isAlike(gone: Column, added: Column): boolean {
  return gone.type.kind === added.type.kind && gone.reference?.table === added.reference?.table
}

function addedColumn(table: Table, column: Column, { fills }: PlanOptions): Plan {
  const label = labelOf(table, column)
  const fill: JsonValue = fills?.get(label) ?? null
  const isFilled = column.nullable || column.default !== undefined || fill !== null
  if (!isFilled && !column.formula) {
    const why = 'is required and has no default: the rows that are there have no value for it'
    const what = `${table.name}.${column.name}`
    const value = column.type.kind === 'instant' ? 'now' : 'VALUE'
    return { operations: [], unsafe: [{ what, why, flags: [`--fill ${label}=${value}`] }] }
  }
  const step = { reversible: true, footprint: footprint(table, column) }
  const stepClass = fill === null ? 'additive' : 'data'
  return {
    operations: [{ kind: 'addColumn', table, column, fill, class: stepClass, ...step }],
    unsafe: [],
  }
}

function labelOf(table: Table, column: Column): string {
  return table.isLink ? table.label : `${table.label}.${column.label}`
}

function footprint(table: Table, column: Column): string[] {
  return [table.key, `${table.key}.${column.key}`]
}
