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
  const references = [...(site.table.keyReferences ?? []), ...(site.later.keyReferences ?? [])]
  return references.every((reference) => pointAtRow(site, reference, { row, number })) ? row : null
}

/** Gives the row the key of another one, or none of it; false where it can have neither. */
function pointAtRow(
  { table, later, rows, pair }: Site,
  { reference }: Column,
  { row, number }: { row: SampleRow; number: number },
): boolean {
  const target = pair.before.tables.find(({ key }) => key === reference?.table)
  const found = rows.get(target?.key ?? '') ?? []
  const other = found[number % found.length]
  const columns = (reference?.pairs ?? []).map((one) => ({
    own: [later, table].flatMap(
      (form) => form.columns.find(({ name }) => name === one.own) ?? [],
    )[0],
    target: target?.columns.find(({ name }) => name === one.target),
  }))
  if (other === undefined) {
    const open = columns.find(({ own }) => own?.nullable)?.own
    if (open) row[open.key] = null
    return open !== undefined
  }
  for (const { own, target: column } of columns) {
    if (own && column) row[own.key] = other[column.key] ?? null
  }
  return true
}

function columnValue(
  { table, later, rows, pair }: Site,
  column: Column,
  number: number,
): JsonValue {
  const next = later.columns.find(({ key }) => key === column.key) ?? column
  const isKey = table.primaryKey.columns.join() === column.name && !column.reference
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
