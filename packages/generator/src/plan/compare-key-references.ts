import { differs } from './differs.ts'
import type { Operation, Unsafe } from './operation.ts'
import type { Column, Table } from './storage.ts'

/** The steps from the foreign keys of several columns that a table has to those it is to have. */
export function compareKeyReferences(before: Table, after: Table): Operation[] {
  const old = before.keyReferences ?? []
  const now = after.keyReferences ?? []
  const same = ({ key }: Column, others: readonly Column[]): Column | undefined =>
    others.find((other) => other.key === key)
  const isOther = (column: Column, other: Column | undefined): boolean =>
    other === undefined || differs(meaningOf(before, column), meaningOf(after, other))
  const dropped = old.filter((column) => isOther(column, same(column, now)))
  const added = now.filter((column) => {
    const was = same(column, old)
    return was === undefined || dropped.includes(was)
  })
  const step = (column: Column) => ({
    reversible: true,
    footprint: [after.key, `${after.key}.${column.key}`],
  })
  return [
    ...dropped.map((column): Operation => {
      const drop = { table: before, column, after, class: 'additive', ...step(column) } as const
      return { kind: 'dropForeignKey', ...drop }
    }),
    ...added.map((column): Operation => {
      const guarded = mayBeSet(before, columnsOf(after, column))
      const stepClass = guarded ? 'tightening' : 'data'
      const add = { table: after, column, guarded, class: stepClass, ...step(column) } as const
      return { kind: 'addForeignKey', ...add }
    }),
  ]
}

/** A row refers to nothing while one of the columns is empty, as a new one is in the rows that are there. */
function mayBeSet({ columns }: Table, own: readonly Column[]): boolean {
  return own.every(({ key }) => columns.some((column) => column.key === key))
}

/** A column that a foreign key names goes after the foreign key, and not with it. */
export function droppedTogether(before: Table, after: Table): Unsafe[] {
  const kept = new Set(after.columns.map(({ key }) => key))
  return (before.keyReferences ?? []).flatMap((column) => {
    const gone = columnsOf(before, column).find(({ key }) => !kept.has(key))
    if (gone === undefined) return []
    const why = `is part of the relation ${column.label}: take that away in a migration before this one`
    return [{ what: `${before.name}.${gone.name}`, why, flags: [] }]
  })
}

function columnsOf({ columns }: Table, { reference }: Column): Column[] {
  const pairs = reference?.pairs ?? []
  return pairs.flatMap(({ own }) => columns.find(({ name }) => name === own) ?? [])
}

/** Columns by what they are, whatever they are called. */
function meaningOf(table: Table, column: Column): unknown {
  const { table: target, name, onDelete } = column.reference ?? {}
  return [target, name, onDelete, columnsOf(table, column).map(({ key }) => key)]
}
