import { differs } from '../../differs.ts'
import type { Operation } from '../../operation.ts'

/** Whether SQLite has no statement for a step and the whole table must be written anew. */
export function needsRebuild(operation: Operation): boolean {
  switch (operation.kind) {
    case 'dropForeignKey':
      return true
    case 'addForeignKey':
      return true
    case 'addColumn': {
      const { nullable, default: value, reference } = operation.column
      return (!nullable && value === undefined) || (reference !== null && value !== undefined)
    }
    case 'changeColumn': {
      const { before, column } = operation
      const isWorkedOut = column.formula !== null && before.nullable && !column.nullable
      return (
        isWorkedOut || differs(before.type, column.type) || differs(before.default, column.default)
      )
    }
    default:
      return false
  }
}

/** The keys of the tables that a plan writes anew, of those that stay. */
export function rebuiltTables(operations: readonly Operation[]): ReadonlySet<string> {
  const gone = new Set(
    operations.flatMap((operation) =>
      operation.kind === 'dropTable' ? [operation.table.key] : [],
    ),
  )
  return new Set(
    operations
      .filter((operation) => needsRebuild(operation) && !isDroppedColumn(operation, operations))
      .map(({ table }) => table.key)
      .filter((key) => !gone.has(key)),
  )
}

/** The foreign key of a column that goes, goes with it. */
function isDroppedColumn(operation: Operation, operations: readonly Operation[]): boolean {
  return (
    operation.kind === 'dropForeignKey' &&
    operations.some((other) => other.kind === 'dropColumn' && other.column === operation.column)
  )
}

/** Whether a plan drops tables others may point at, which would take their rows along. */
export function needsForeignKeysOff(operations: readonly Operation[]): boolean {
  return rebuiltTables(operations).size > 0 || operations.some(({ kind }) => kind === 'dropTable')
}
