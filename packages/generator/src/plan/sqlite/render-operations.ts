import { createIndex } from '../create-index.ts'
import { guardsOf } from '../misfit-rows.ts'
import type { Operation } from '../operation.ts'
import { retypedUniques } from '../retyped-uniques.ts'
import type { Table } from '../storage.ts'
import { misfit } from './cast-value.ts'
import { guard } from './guard.ts'
import { rebuildTable, rebuiltTables } from './rebuild/index.ts'
import { renderOperation } from './render-operation.ts'
import { createSideIndex, dropSideIndex } from './side-index.ts'

/** Steps that a table written anew has done already. */
const partsOfRebuild: ReadonlySet<Operation['kind']> = new Set([
  'dropForeignKey',
  'addColumn',
  'changeColumn',
  'addChoices',
  'addForeignKey',
])

/** Steps that want every table in its new form; a row's link is carried once its column is there. */
const afterRebuild: ReadonlySet<Operation['kind']> = new Set([
  'carryLinks',
  'carryReference',
  'recompute',
  'addForeignKeys',
  'createIndex',
  'createSideIndex',
  'dropKept',
])

/** The statements of a plan. What SQLite cannot alter is done by writing the table anew, once for all its steps. */
export function renderOperations(operations: readonly Operation[]): string[] {
  const rebuilt = rebuiltTables(operations)
  const isPart = ({ kind, table }: Operation) => partsOfRebuild.has(kind) && rebuilt.has(table.key)
  const plain = operations.filter((operation) => !isPart(operation))
  const first = plain.filter(({ kind }) => !afterRebuild.has(kind))
  const last = plain.filter(({ kind }) => afterRebuild.has(kind))
  return [
    ...first.flatMap((operation) => [...guards(operation), ...renderOperation(operation)]),
    ...[...rebuilt].flatMap((key) => rebuild(key, operations)),
    ...last.flatMap((operation) => [...guards(operation), ...renderOperation(operation)]),
  ]
}

function guards(operation: Operation): string[] {
  return guardsOf(operation, { guard, misfit })
}

/** The last step of a table knows its new form. */
function rebuild(key: string, operations: readonly Operation[]): string[] {
  const own = operations.filter(({ table }) => table.key === key)
  const table = afterForm(own)
  const made = new Set(
    own.flatMap((step) =>
      step.kind === 'createIndex' || step.kind === 'createSideIndex' ? [step.index.name] : [],
    ),
  )
  const staying = table.sideIndexes.filter(({ name }) => !made.has(name))
  return [
    ...own.filter(({ kind }) => partsOfRebuild.has(kind)).flatMap(guards),
    ...staying.flatMap(dropSideIndex),
    ...rebuildTable(table, own),
    ...retypedUniques(own).flatMap(guards),
    ...table.indexes
      .filter(({ name }) => !made.has(name))
      .map((index) => createIndex(table, index)),
    ...staying.flatMap((index) => createSideIndex(table, index, true)),
  ]
}

const ofOldForm: ReadonlySet<Operation['kind']> = new Set([
  'dropSideIndex',
  'dropIndex',
  'dropChoices',
  'dropColumn',
])

function afterForm(own: readonly Operation[]): Table {
  const step = own.findLast(({ kind }) => !ofOldForm.has(kind))
  const table = step?.kind === 'dropForeignKey' ? step.after : step?.table
  if (!table) throw new Error('A table is written anew for no step')
  return table
}
