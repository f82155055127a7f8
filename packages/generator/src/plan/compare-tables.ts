import { keyOfOthers } from './changed-column.ts'
import { compareColumns } from './compare-columns.ts'
import { compareIndexes, compareSideIndexes } from './compare-indexes.ts'
import { apartFromKeyReferences, compareKeyReferences } from './compare-key-references.ts'
import { differs } from './differs.ts'
import type { Operation, Plan, PlanOptions, Unsafe } from './operation.ts'
import { renameSteps } from './rename-steps.ts'
import type { Table } from './storage.ts'

/** The steps from one form of a table to the next, and the differences somebody has to decide. */
export function compareTables(before: Table, after: Table, options: PlanOptions): Plan {
  const columns = compareColumns(before, after, options)
  const changed = columns.operations.flatMap((operation) =>
    operation.kind === 'changeColumn' ? [operation.column.name] : [],
  )
  return {
    operations: [
      ...columns.operations,
      ...renamedColumns(before, after),
      ...compareIndexes(before, after),
      ...compareSideIndexes(before, after, new Set(changed)),
      ...formulas(before, after, columns.operations),
      ...compareKeyReferences(before, after),
    ],
    unsafe: [
      ...columns.unsafe,
      ...otherKey(before, after),
      ...apartFromKeyReferences(before, after),
    ],
  }
}

/** Everything that speaks of a record does so by its key. */
function otherKey(before: Table, after: Table): Unsafe[] {
  const keyOf = ({ columns, primaryKey }: Table): (string | undefined)[] =>
    primaryKey.columns.map((name) => columns.find((column) => column.name === name)?.key)
  if (!differs(keyOf(before), keyOf(after))) return []
  return [{ what: after.name, why: keyOfOthers, flags: [] }]
}

function renamedColumns(before: Table, after: Table): Operation[] {
  const renames = after.columns.flatMap(({ key, name }) => {
    const from = before.columns.find((column) => column.key === key)?.name
    return from === undefined || from === name ? [] : [{ key, from, to: name }]
  })
  const footprint = [after.key, ...renames.map(({ key }) => `${after.key}.${key}`)]
  return renameSteps(renames, `_cambium_${after.key}`).map(({ from, to }) => ({
    kind: 'renameColumn',
    table: after,
    from,
    to,
    class: 'data',
    reversible: true,
    footprint,
  }))
}

/** Values of other columns that change, or come, may change what is worked out from them. */
function formulas(before: Table, after: Table, changes: readonly Operation[]): Operation[] {
  const mayDiffer = changes.some(({ kind }) => kind === 'addColumn' || kind === 'changeColumn')
  return after.columns.flatMap((column): Operation[] => {
    if (!column.formula) return []
    const old = before.columns.find(({ key }) => key === column.key)
    if (!mayDiffer && !differs(old?.formula, column.formula)) return []
    const footprint = [after.key, `${after.key}.${column.key}`]
    return [{ kind: 'recompute', table: after, column, class: 'data', reversible: true, footprint }]
  })
}
