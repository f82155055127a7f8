import { differs } from './differs.ts'
import type { Operation } from './operation.ts'
import type { Index, SideIndex, Table } from './storage.ts'

/** The indexes that go and come. One whose columns are only called otherwise now is the same. */
export function compareIndexes(before: Table, after: Table): Operation[] {
  const names = newNames(before, after)
  const old = new Map(before.indexes.map((index) => [index.name, renamed(index, names)]))
  const kept = new Map(after.indexes.map((index) => [index.name, index]))
  const dropped = before.indexes.filter(({ name }) => differs(kept.get(name), old.get(name)))
  const added = after.indexes.filter((index) => differs(old.get(index.name), index))
  return [
    ...dropped.map((index): Operation => {
      const step = { reversible: true, footprint: [after.key, index.name] }
      return { kind: 'dropIndex', table: before, index, class: 'additive', ...step }
    }),
    ...added.map((index): Operation => {
      const guarded = index.unique && !coversNewColumn(before, after, index)
      const step = { reversible: true, footprint: [after.key, index.name] }
      const stepClass = guarded ? 'tightening' : 'additive'
      return { kind: 'createIndex', table: after, index, guarded, class: stepClass, ...step }
    }),
  ]
}

/** They hold nothing of their own, so one that differs, or whose columns changed, is made anew. */
export function compareSideIndexes(
  before: Table,
  after: Table,
  changed: ReadonlySet<string>,
): Operation[] {
  const stays = (index: SideIndex, other: Table): boolean =>
    before.name === after.name &&
    !columnsOf(index).some((name) => changed.has(name)) &&
    other.sideIndexes.some((candidate) => !differs(candidate, index))
  const step = (index: SideIndex) => ({ index, footprint: [after.key, index.name] })
  const harmless = { class: 'additive', reversible: true } as const
  return [
    ...before.sideIndexes
      .filter((index) => !stays(index, after))
      .map((index) => ({
        kind: 'dropSideIndex' as const,
        table: before,
        ...step(index),
        ...harmless,
      })),
    ...after.sideIndexes
      .filter((index) => !stays(index, before))
      .map((index) => ({
        kind: 'createSideIndex' as const,
        table: after,
        fill: true,
        ...step(index),
        ...harmless,
      })),
  ]
}

function columnsOf(index: SideIndex): string[] {
  return index.kind === 'place' ? [index.column] : index.columns.map(({ name }) => name)
}

/** A unique index over a column that is new and empty everywhere can find no duplicates. */
function coversNewColumn(before: Table, after: Table, index: Index): boolean {
  return index.columns.some(({ name }) => {
    const column = after.columns.find((candidate) => candidate.name === name)
    const isNew = !before.columns.some((candidate) => candidate.key === column?.key)
    return isNew && column?.nullable === true && column.default === undefined && !column.formula
  })
}

/** What each column is called now, by its former name. */
function newNames(before: Table, after: Table): ReadonlyMap<string, string> {
  return new Map(
    before.columns.flatMap(({ key, name }) => {
      const now = after.columns.find((column) => column.key === key)?.name
      return now === undefined ? [] : [[name, now] as const]
    }),
  )
}

/** A column that is gone keeps no name, so that its index differs from one over a namesake. */
function renamed(index: Index, names: ReadonlyMap<string, string>): Index {
  const columns = index.columns.map((column) => ({
    ...column,
    name: names.get(column.name) ?? '',
  }))
  return { ...index, columns }
}
