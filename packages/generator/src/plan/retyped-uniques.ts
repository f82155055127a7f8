import { differs } from './differs.ts'
import type { Operation } from './operation.ts'

/**
 * The unique indexes that stay while one of their columns gets another type, as if they were made anew: values that
 * differ as text, like 1 and 1.0, may be the same number.
 */
export function retypedUniques(operations: readonly Operation[]): Operation[] {
  const made = new Set(
    operations.flatMap((step) => (step.kind === 'createIndex' ? [step.index.name] : [])),
  )
  const found = new Map<string, Operation>()
  for (const step of operations) {
    if (step.kind !== 'changeColumn' || !differs(step.before.type, step.column.type)) continue
    const { table, column, footprint } = step
    for (const index of table.indexes) {
      const isHeld = index.columns.some(({ name }) => name === column.name)
      if (!index.unique || !isHeld || made.has(index.name)) continue
      const common = { class: 'tightening', reversible: true, footprint } as const
      found.set(index.name, { kind: 'createIndex', table, index, guarded: true, ...common })
    }
  }
  return [...found.values()]
}
