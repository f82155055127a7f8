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
      const was = same(column, old)
      const isKnown = was !== undefined && pathOf(before, was) === pathOf(after, column)
      const guarded = !isKnown && mayBeSet(before, columnsOf(after, column))
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

/** What cannot come or go in one migration with a foreign key that names it. */
export function apartFromKeyReferences(before: Table, after: Table): Unsafe[] {
  return [...filledTogether(before, after), ...droppedTogether(before, after)]
}

/** The rows that are there would get one value, which leads to no row but by chance. */
function filledTogether(before: Table, after: Table): Unsafe[] {
  const known = new Set(before.columns.map(({ key }) => key))
  return (after.keyReferences ?? []).flatMap((column) => {
    const filled = columnsOf(after, column).find(
      ({ key, nullable, default: value }) => !known.has(key) && (!nullable || value !== undefined),
    )
    if (filled === undefined) return []
    const why = `leads by ${filled.name}, which is new and not empty in the rows that are there: add the relation in a migration after this one`
    return [{ what: `${after.name}.${column.label}`, why, flags: [] }]
  })
}

function droppedTogether(before: Table, after: Table): Unsafe[] {
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

/** Where a foreign key leads, and by which columns. */
function pathOf(table: Table, column: Column): string {
  return [column.reference?.table, ...columnsOf(table, column).map(({ key }) => key)].join()
}

/** Columns by what they are, whatever they are called: of another type they cannot be compared with what was there. */
function meaningOf(table: Table, column: Column): unknown {
  const { table: target, name, onDelete } = column.reference ?? {}
  return [target, name, onDelete, columnsOf(table, column).map(({ key, type }) => [key, type])]
}
