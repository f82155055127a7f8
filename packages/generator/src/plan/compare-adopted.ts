import { compareTables } from './compare-tables.ts'
import { differs } from './differs.ts'
import type { Operation, Plan, PlanOptions, Unsafe } from './operation.ts'
import type { Column, Table } from './storage.ts'

/**
 * The steps from one form of a table that others made to the next: additions, and what a person named to be dropped.
 * What the model forgets stays in the table, and what it says beyond the table's own constraints holds in the program.
 */
export function compareAdopted(before: Table, after: Table, options: PlanOptions): Plan {
  const { operations, unsafe } = compareTables(
    { ...before, name: after.name, ...remembered(before, after, options) },
    { ...after, columns: after.columns.filter((column) => isOurs(before, column)).map(loose) },
    options,
  )
  return {
    operations: operations.filter(({ kind }) => additions.has(kind)),
    unsafe: [...changed(before, after), ...unsafe.map(withoutFlags)],
  }
}

const additions: ReadonlySet<Operation['kind']> = new Set([
  'addColumn',
  'addForeignKey',
  'createIndex',
  'createSideIndex',
  'dropSideIndex',
  'recompute',
  // of what was named
  'dropIndex',
  'dropForeignKey',
  'dropChoices',
  'dropColumn',
])

/** A column that the model comes to name need not be added. */
function isOurs(before: Table, column: Column): boolean {
  return !column.exists || before.columns.some(({ key }) => key === column.key)
}

/** Rows that are there have no value for it, and the table is not written anew to demand one. */
function loose(column: Column): Column {
  return column.default === undefined ? column : { ...column, reference: null }
}

/** The table as it was, in the words of the new model: what stays is the same, what is gone was never there. */
function remembered(
  before: Table,
  after: Table,
  { drops }: PlanOptions,
): Pick<Table, 'columns' | 'indexes'> {
  const isNamed = ({ label }: Column): boolean => drops?.has(`${after.label}.${label}`) ?? false
  const columns = before.columns.flatMap((column) => {
    const now = after.columns.find(({ key }) => key === column.key)
    if (!now) return isNamed(column) ? [column] : []
    return isOurs(before, now) ? [loose(now)] : []
  })
  const indexes = before.indexes.flatMap((index) => {
    const now = after.indexes.find(({ name }) => name === index.name)
    if (now) return [now]
    const isOver = index.columns.some(({ name }) =>
      columns.some((column) => column.name === name && isNamed(column)),
    )
    return isOver || drops?.has(index.name) ? [index] : []
  })
  return { columns, indexes }
}

function changed(before: Table, after: Table): Unsafe[] {
  const renamed: Unsafe[] =
    before.name === after.name
      ? []
      : [refused(before.name, `is called ${after.name} in the model now`)]
  const columns = after.columns.flatMap((column): Unsafe[] => {
    const was = before.columns.find(({ key }) => key === column.key)
    if (!was) return []
    const what = `${before.name}.${was.name}`
    if (was.name !== column.name)
      return [refused(what, `is called ${column.name} in the model now`)]
    if (was.form === column.form && !differs(was.type, column.type)) return []
    return [
      refused(what, `has another type in the model now (${was.type.kind} to ${column.type.kind})`),
    ]
  })
  return [...renamed, ...columns]
}

function refused(what: string, why: string): Unsafe {
  return { what, why: `${why}, and the table was adopted: ${advice}`, flags: [] }
}

const advice =
  'Cambium only adds to such tables. Change it in the database by your own means and run cambium import --adopt again, or take the change of the model back'

/** What a flag could decide would write to rows of others. */
function withoutFlags({ what, why }: Unsafe): Unsafe {
  return { what, why: `${why}. Give it a default, or leave out required`, flags: [] }
}
