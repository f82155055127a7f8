import type { JsonValue } from '@cambium/model'
import type { Column, Storage, Table } from '../plan/index.ts'
import { sampleValue } from './sample-values.ts'

/** A row, its values by the keys of their columns, in the form the model has them. */
export type SampleRow = { [column: string]: JsonValue }

/** Rows by the keys of their tables. */
export type SampleRows = Map<string, SampleRow[]>

interface Pair {
  before: Storage
  after: Storage
}

/** Rows that the tables before a migration take and that it can carry over, empty and extreme values among them. */
export function sampleRows(pair: Pair, count: number): SampleRows {
  const rows: SampleRows = new Map()
  for (const table of inOrder(pair.before)) {
    const later = pair.after.tables.find(({ key }) => key === table.key) ?? table
    // links that go may become what a column points at, which is one
    const stays = pair.after.tables.some(({ key }) => key === table.key)
    const made: SampleRow[] = []
    rows.set(table.key, made)
    for (let number = 0; number < count; number++) {
      const row = sampleRow({ table, later, rows, pair }, number)
      const isSecondLink = table.isLink && !stays && made.some((other) => other.s === row?.s)
      if (row && !isSecondLink && !repeats(row, made, [table, later])) made.push(row)
    }
  }
  return rows
}

/** What others point at comes first, where they do not point at each other. */
function inOrder({ tables }: Storage): Table[] {
  const left = [...tables]
  const done: Table[] = []
  const waits = ({ key, columns, keyReferences = [] }: Table): boolean =>
    [...columns, ...keyReferences].some(
      ({ reference }) =>
        reference && reference.table !== key && left.some((other) => other.key === reference.table),
    )
  while (left.length > 0) {
    const index = Math.max(
      0,
      left.findIndex((table) => !waits(table)),
    )
    done.push(...left.splice(index, 1))
  }
  return done
}

interface Site {
  table: Table
  later: Table
  rows: SampleRows
  pair: Pair
}

function sampleRow(site: Site, number: number): SampleRow | null {
  const row: SampleRow = {}
  for (const column of site.table.columns) {
    const value = columnValue(site, column, number)
    if (value === null && !column.nullable) return null
    row[column.key] = value
  }
  const references = keyReferencesOf(site)
  const isPointed = references.every((reference) => pointAtRow(site, reference, { row, number }))
  // one may have taken a column of another
  return isPointed && references.every((reference) => isThere(site, reference, row)) ? row : null
}

/** A foreign key of several columns, by the keys of the columns it compares. */
interface KeyReference {
  target: string
  pairs: { own: string; target: string }[]
}

/** Those that hold before or after. */
function keyReferencesOf({ table, later, pair }: Site): KeyReference[] {
  const forms = [
    { form: table, storage: pair.before },
    { form: later, storage: pair.after },
  ]
  const keyOf = (form: Table | undefined, name: string): string =>
    form?.columns.find((column) => column.name === name)?.key ?? ''
  return forms.flatMap(({ form, storage }) =>
    (form.keyReferences ?? []).map(({ reference }) => {
      const target = storage.tables.find(({ key }) => key === reference?.table)
      const pairs = (reference?.pairs ?? []).map((one) => ({
        own: keyOf(form, one.own),
        target: keyOf(target, one.target),
      }))
      return { target: target?.key ?? '', pairs }
    }),
  )
}

/** Gives the row the key of another one, or none of it; false where it can have neither. */
function pointAtRow(
  { table, later, rows }: Site,
  { target, pairs }: KeyReference,
  { row, number }: { row: SampleRow; number: number },
): boolean {
  const formsOf = (key: string): Column[] =>
    [table, later].flatMap((form) => form.columns.find((column) => column.key === key) ?? [])
  const found = (rows.get(target) ?? []).filter((other) =>
    pairs.every((pair) =>
      formsOf(pair.own).every((form) => isChoice(form, other[pair.target] ?? null)),
    ),
  )
  const other = found[number % found.length]
  if (other === undefined) {
    const open = pairs.find(({ own }) => formsOf(own).every(({ nullable }) => nullable))?.own
    if (open !== undefined) row[open] = null
    return open !== undefined
  }
  for (const pair of pairs) row[pair.own] = other[pair.target] ?? null
  return true
}

function isThere({ rows }: Site, { target, pairs }: KeyReference, row: SampleRow): boolean {
  if (pairs.some(({ own }) => (row[own] ?? null) === null)) return true
  return (rows.get(target) ?? []).some((other) =>
    pairs.every((pair) => JSON.stringify(row[pair.own]) === JSON.stringify(other[pair.target])),
  )
}

function isChoice({ choices }: Column, value: JsonValue): boolean {
  return !choices || value === null || choices.values.includes(String(value))
}

/** The identity of `id` in every entity; a field may be a key too. */
const idKey = '1'

function columnValue(
  { table, later, rows, pair }: Site,
  column: Column,
  number: number,
): JsonValue {
  const next = later.columns.find(({ key }) => key === column.key) ?? column
  const isField = table.key.startsWith('e') && column.key !== idKey
  const isKey = table.primaryKey.columns.join() === column.name && !isField
  if (isKey) return column.type.kind === 'text' ? `r${number}` : number + 1
  const targets = [column.reference?.table, next.reference?.table].filter(
    (one) => one !== undefined,
  )
  const mayBeEmpty = column.nullable && (next.nullable || next.default !== undefined)
  if (!table.isLink && mayBeEmpty && (number + Number(column.key)) % 4 === 3) return null
  if (targets.length > 0) return linkedValue({ table, later, rows, pair }, targets, number)
  const choices = column.choices?.values ?? next.choices?.values
  if (!choices) return sampleValue(column.type, next.type, number)
  if (column.choices && next.type.kind !== 'text') return null
  const allowed = choices.filter((value) => next.choices?.values.includes(value) ?? true)
  return allowed[number % allowed.length] ?? null
}

/** Only rows that every target has, and that are there already. */
function linkedValue({ rows, pair }: Site, targets: readonly string[], number: number): JsonValue {
  const [first = '', ...others] = targets.map((key) => {
    const table = pair.before.tables.find((candidate) => candidate.key === key)
    const column = table?.columns.find(({ name }) => name === table.primaryKey.columns[0])
    return (rows.get(key) ?? []).map((row) => row[column?.key ?? ''] ?? null)
  })
  if (typeof first === 'string') return null
  const common = first.filter((value) => others.every((list) => list.includes(value)))
  return common[number % common.length] ?? null
}

/** Whether a unique index, or a key of several columns, of either form of the table would meet the row twice. */
function repeats(row: SampleRow, made: readonly SampleRow[], forms: readonly Table[]): boolean {
  const [before] = forms
  return forms.some((table) => {
    const keys = (names: readonly string[]) =>
      names.map((name) => table.columns.find((column) => column.name === name)?.key ?? '')
    const unique = [
      ...table.indexes
        .filter((index) => index.unique)
        .map((index) => index.columns.map(({ name }) => name)),
      ...(before ? [table.primaryKey.columns] : []),
    ]
    return unique.map(keys).some((columns) =>
      made.some((other) =>
        columns.every((key) => {
          const value = row[key] ?? null
          return value !== null && JSON.stringify(other[key] ?? null) === JSON.stringify(value)
        }),
      ),
    )
  })
}
