import { quoted, textLiteral } from './identifier.ts'
import type { Operation } from './operation.ts'
import { pairsOf } from './references-of.ts'
import type { Column, Index, StorageType, Table } from './storage.ts'

/** What a query that stops a migration finds: a row each time, a value that several rows have, or something else. */
export type Counted = 'rows' | 'values' | 'found'

/** What a database needs to say which rows stop a step. */
export interface GuardDialect {
  /** The query gives each `value` that stops it; of them one is named, and their number. */
  guard(sentence: string, query: string, counted?: Counted): string
  misfit(value: string, from: StorageType, to: StorageType): string | null
}

/** How the tables are seen when the rows are looked at: as they stand at the step, or before the first one. */
export interface Sight {
  /** The table as `FROM` names it. */
  table(table: { key: string; name: string }): string
  /** A column's value before the step that changes its form. */
  former(table: Table, column: Column): string
  /** Its value afterwards. */
  value(table: Table, column: Column): string
  /** False for a table that does not stand yet. */
  stands(key: string): boolean
}

interface Look extends GuardDialect {
  sight: Sight
}

/** Steps are told about the columns as they are called at that time. */
const atTheStep: Sight = {
  table: ({ name }) => quoted(name),
  former: (_table, { name }) => `here.${quoted(name)}`,
  value: (_table, { name }) => `here.${quoted(name)}`,
  stands: () => true,
}

/** The statements that stop a migration when rows do not fit a step, with a sentence that says which. */
export function guardsOf(
  operation: Operation,
  dialect: GuardDialect,
  sight: Sight = atTheStep,
): string[] {
  const { table } = operation
  const look = { ...dialect, sight }
  switch (operation.kind) {
    case 'changeColumn':
      return changeGuards(operation, look)
    case 'addChoices':
      return operation.guarded ? choiceGuard(table, operation.column, look) : []
    case 'addForeignKey':
      return operation.guarded ? referenceGuard(table, operation.column, look) : []
    case 'createIndex':
      return operation.guarded ? uniqueGuard(table, operation.index, look) : []
    case 'carryReference':
      return linkGuard(operation, look)
    default:
      return []
  }
}

/** Stops where a column is empty in a row. */
function emptyGuard(table: Table, column: Column, { guard, sight }: Look): string {
  const sentence = `${table.name}.${column.name} is empty in a row and must have a value: give it one first`
  return guard(sentence, `${rowsOf('NULL', table, sight)} ${sight.former(table, column)} IS NULL`)
}

/** Stops where a column is empty in a row, at the step. */
export function emptyGuardAtStep(table: Table, column: Column, dialect: GuardDialect): string {
  return emptyGuard(table, column, { ...dialect, sight: atTheStep })
}

function rowsOf(value: string, table: Table, sight: Sight): string {
  return `SELECT ${value} AS "value" FROM ${sight.table(table)} here WHERE`
}

function changeGuards(
  { table, before, column, fill }: Extract<Operation, { kind: 'changeColumn' }>,
  look: Look,
): string[] {
  const { guard, misfit, sight } = look
  const value = sight.former(table, column)
  const bad = misfit(value, before.type, column.type)
  const changesType = JSON.stringify(before.type) !== JSON.stringify(column.type)
  const sentences: string[] = []
  if (changesType && bad) {
    const sentence = `${table.name}.${column.name} holds a value that is no ${column.type.kind}: change or empty it first`
    sentences.push(
      guard(sentence, `${rowsOf(value, table, sight)} ${value} IS NOT NULL AND (${bad})`),
    )
  }
  if (before.nullable && !column.nullable && fill === null && !column.formula) {
    sentences.push(emptyGuard(table, column, look))
  }
  return sentences
}

function choiceGuard(table: Table, column: Column, { guard, sight }: Look): string[] {
  const value = sight.value(table, column)
  const values = column.choices?.values.map(textLiteral).join(', ') ?? ''
  const sentence = `${table.name}.${column.name} holds a value that is no choice any more: change it first`
  const bad = `${value} IS NOT NULL AND ${value} NOT IN (${values})`
  return [guard(sentence, `${rowsOf(value, table, sight)} ${bad}`)]
}

function referenceGuard(table: Table, column: Column, { guard, sight }: Look): string[] {
  if (!column.reference) return []
  const { tableName, table: key } = column.reference
  const pairs = pairsOf(column, column.reference).map(({ own, target }) => {
    const one = table.columns.find(({ name }) => name === own) ?? column
    return { value: sight.value(table, one), target }
  })
  const value = pairs[0]?.value ?? 'NULL'
  const isThere = pairs.map((pair) => `there.${quoted(pair.target)} = ${pair.value}`).join(' AND ')
  const sentence = `${table.name}.${column.name} points at rows that ${tableName} does not have: change it first`
  const target = `SELECT 1 FROM ${sight.table({ key, name: tableName })} there WHERE ${isThere}`
  const missing = sight.stands(key) ? ` AND NOT EXISTS (${target})` : ''
  const areSet = pairs.map((pair) => `${pair.value} IS NOT NULL`).join(' AND ')
  return [guard(sentence, `${rowsOf(value, table, sight)} ${areSet}${missing}`)]
}

function uniqueGuard(table: Table, index: Index, { guard, sight }: Look): string[] {
  const valueIn = (name: string): string => {
    const column = table.columns.find((candidate) => candidate.name === name)
    return column ? sight.value(table, column) : `here.${quoted(name)}`
  }
  const values = index.columns.map(({ name }) => valueIn(name))
  const all = index.columns.map(({ name }) => name).join(', ')
  const conditions = values.map((value) => `${value} IS NOT NULL`)
  if (index.liveOnly) conditions.push(`${valueIn('deleted_at')} IS NULL`)
  const shown = values.map((value) => `CAST(${value} AS text)`).join(" || ', ' || ")
  const query = `${rowsOf(shown, table, sight)} ${conditions.join(' AND ')} GROUP BY ${values.join(', ')} HAVING count(*) > 1`
  return [
    guard(`${table.name} (${all}) must be unique and two rows have the same`, query, 'values'),
  ]
}

function linkGuard(
  { column, table, links, kept }: Extract<Operation, { kind: 'carryReference' }>,
  { guard, sight }: Look,
): string[] {
  const source = quoted(links.columns[0]?.name ?? '')
  const sentence = `${table.name}.${column.name} can point at one row only and ${links.name} has more: choose first`
  // at the step its rows have been put aside already
  const from = sight === atTheStep ? quoted(kept) : quoted(links.name)
  const query = `SELECT ${source} AS "value" FROM ${from} GROUP BY ${source} HAVING count(*) > 1`
  return [guard(sentence, query)]
}
