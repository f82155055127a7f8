import type { JsonValue } from '@cambium/model'
import type { Column, Index, Table } from '../storage.ts'
import type { DualTable } from './dual.ts'
import { comingColumn, leavingColumn, sharedColumn, twoColumns } from './expanded-column.ts'

/** A table both codes can use, in two forms that differ only in which column carries the identity of a renamed field. */
export interface ExpandedTable {
  /** As the old table leads to it. */
  first: Table
  /** As it leads to the new table. */
  second: Table
  dual: DualTable
  /** Columns that are there for old code alone and hold nothing of their own. */
  spare: Column[]
}

interface Parts {
  first: Column[]
  second: Column[]
  spare: Column[]
  dual: Omit<DualTable, 'table'>
}

/** Works out the table between two forms of it. `fills` are the values for rows without one, by the names of their fields. */
export function expandedTable(
  before: Table,
  after: Table,
  fills: ReadonlyMap<string, JsonValue>,
): ExpandedTable {
  const parts: Parts = { first: [], second: [], spare: [], dual: { pairs: [], fills: [] } }
  for (const was of before.columns) {
    const column = after.columns.find(({ key }) => key === was.key)
    if (!column) addToBoth(parts, leavingColumn(was))
    else if (column.name === was.name) addShared(parts, { after, was, column }, fills)
    else addTwo(parts, { after, was, column }, fills)
  }
  for (const column of after.columns) {
    if (before.columns.some(({ key }) => key === column.key)) continue
    addToBoth(parts, comingColumn(column))
    addFill(parts, { column, value: valueFor(after, column, fills) })
  }
  const form = {
    ...after,
    indexes: expandedIndexes(before, after, parts.dual),
    sideIndexes: [
      ...after.sideIndexes,
      ...before.sideIndexes.filter(
        ({ name }) => !after.sideIndexes.some((one) => one.name === name),
      ),
    ],
  }
  const second = { ...form, columns: parts.second }
  const dual = { ...parts.dual, table: second }
  return { first: { ...form, columns: parts.first }, second, dual, spare: parts.spare }
}

interface Change {
  after: Table
  was: Column
  column: Column
}

function addToBoth({ first, second }: Parts, column: Column): void {
  first.push(column)
  second.push(column)
}

function addShared(parts: Parts, { after, was, column }: Change, fills: Fills): void {
  addToBoth(parts, sharedColumn(was, column))
  if (was.nullable) addFill(parts, { column, value: valueFor(after, column, fills) })
}

function addTwo(parts: Parts, { after, was, column }: Change, fills: Fills): void {
  const { former, now } = twoColumns(was, column)
  const spare = { ...former, key: `${former.key}_former`, label: `${former.label} (former)` }
  parts.first.push(former, { ...now, key: `${now.key}_now` })
  parts.second.push(spare, now)
  parts.spare.push(spare)
  const whenEmpty = column.nullable ? null : valueFor(after, column, fills)
  const [old = null, values = null] = [was.choices?.values, column.choices?.values]
  const choices = old?.filter((value) => values?.includes(value) ?? true) ?? values
  parts.dual.pairs.push({ former, now, whenEmpty, choices })
}

type Fills = ReadonlyMap<string, JsonValue>

function valueFor({ label }: Table, column: Column, fills: Fills): JsonValue {
  return fills.get(`${label}.${column.label}`) ?? column.default ?? null
}

/** A default of the database fills what is not written, and nothing is filled in that is worked out. */
function addFill({ dual }: Parts, { column, value }: { column: Column; value: JsonValue }): void {
  if (value === null || column.nullable || column.formula) return
  dual.fills.push({ column, value })
}

/**
 * The indexes of old code, but for those that would refuse what new code may write, and those of new code, but for those
 * that would refuse what old code may write. Over a renamed column each code has its own.
 */
function expandedIndexes(before: Table, after: Table, { pairs }: Parts['dual']): Index[] {
  const stays = (index: Index) => after.indexes.some(({ name }) => name === index.name)
  const nameNow = new Map(pairs.map(({ former, now }) => [former.name, now.name]))
  const renamed = (index: Index): Index => ({
    ...index,
    columns: index.columns.map((one) => ({ ...one, name: nameNow.get(one.name) ?? one.name })),
  })
  const kept = before.indexes.filter((index) => !index.unique || stays(index))
  const copies = kept
    .filter((index) => stays(index) && index.columns.some(({ name }) => nameNow.has(name)))
    .map((index) => ({ ...renamed(index), name: `${index.name}_dual` }))
  const coming = after.indexes.filter(
    (index) => !index.unique && !before.indexes.some(({ name }) => name === index.name),
  )
  return [...kept, ...copies, ...coming]
}
