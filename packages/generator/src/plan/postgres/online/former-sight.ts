import { differs } from '../../differs.ts'
import { quoted } from '../../identifier.ts'
import type { Sight } from '../../misfit-rows.ts'
import type { Operation } from '../../operation.ts'
import type { Column, Table } from '../../storage.ts'
import { castValue } from '../cast-value.ts'
import { castType } from '../column-type.ts'
import { defaultValue } from '../default-value.ts'

/** The tables as they stand before the first step of a plan: the values a column will have, by what there is then. */
export function formerSight(operations: readonly Operation[]): Sight {
  const created = new Set(
    operations.flatMap(({ kind, table }) => (kind === 'createTable' ? [table.key] : [])),
  )
  const former = (table: Table, { name }: Column): string =>
    `here.${quoted(formerColumn(operations, table, name))}`
  return {
    table: ({ key, name }) => quoted(formerTable(operations, key) ?? name),
    former,
    value: (table, column) => {
      const step = operations.find((operation) => isFormOf(operation, table, column))
      if (step?.kind === 'addColumn') return constant(column, step.fill ?? column.default ?? null)
      const value = former(table, column)
      if (step?.kind !== 'changeColumn') return value
      const { before, fill } = step
      const cast = differs(before.type, column.type)
        ? castValue(value, before.type, column.type)
        : value
      return fill === null ? cast : `coalesce(${cast}, ${constant(column, fill)})`
    },
    stands: (key) => !created.has(key),
  }
}

/** Whether the new value of what a step looks at can be told from the rows as they are: a formula's cannot. */
export function canLookBefore(operation: Operation): boolean {
  const { table } = operation
  const names =
    operation.kind === 'createIndex' ? operation.index.columns.map(({ name }) => name) : []
  if ('column' in operation) names.push(operation.column.name)
  return !table.columns.some(({ name, formula }) => formula && names.includes(name))
}

function isFormOf(operation: Operation, table: Table, column: Column): boolean {
  return (
    (operation.kind === 'addColumn' || operation.kind === 'changeColumn') &&
    operation.table.key === table.key &&
    operation.column.key === column.key
  )
}

/** With its type, so that a number is no place in a list of columns. */
function constant(column: Column, value: Parameters<typeof defaultValue>[1]): string {
  return `CAST(${defaultValue(column.type, value)} AS ${castType(column.type)})`
}

/** Renames go through names in between: the first one has the name that was there. */
function formerTable(operations: readonly Operation[], key: string): string | undefined {
  const first = operations.find(({ kind, table }) => kind === 'renameTable' && table.key === key)
  return first?.kind === 'renameTable' ? first.from : undefined
}

function formerColumn(operations: readonly Operation[], table: Table, name: string): string {
  return operations.reduceRight((at, operation) => {
    const isOwn = operation.kind === 'renameColumn' && operation.table.key === table.key
    return isOwn && operation.to === at ? operation.from : at
  }, name)
}
