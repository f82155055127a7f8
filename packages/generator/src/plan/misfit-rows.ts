import { quoted, textLiteral } from './identifier.ts'
import type { Operation } from './operation.ts'
import type { Column, Index, StorageType, Table } from './storage.ts'

/** What a database needs to say which rows stop a step. */
export interface GuardDialect {
  guard(sentence: string, query: string): string
  misfit(value: string, from: StorageType, to: StorageType): string | null
}

/** The statements that stop a migration when rows do not fit a step, with a sentence that says which. */
export function guardsOf(operation: Operation, dialect: GuardDialect): string[] {
  const { table } = operation
  switch (operation.kind) {
    case 'changeColumn':
      return changeGuards(operation, dialect)
    case 'addChoices':
      return operation.guarded ? choiceGuard(table, operation.column, dialect) : []
    case 'addForeignKey':
      return operation.guarded ? referenceGuard(table, operation.column, dialect) : []
    case 'createIndex':
      return operation.guarded ? uniqueGuard(table, operation.index, dialect) : []
    case 'carryReference':
      return linkGuard(operation, dialect)
    default:
      return []
  }
}

function changeGuards(
  { table, before, column, fill }: Extract<Operation, { kind: 'changeColumn' }>,
  { guard, misfit }: GuardDialect,
): string[] {
  const at = `${table.name}.${column.name}`
  const name = quoted(column.name)
  const from = `SELECT 1 FROM ${quoted(table.name)} WHERE`
  const bad = misfit(name, before.type, column.type)
  const changesType = JSON.stringify(before.type) !== JSON.stringify(column.type)
  const sentences: string[] = []
  if (changesType && bad) {
    const sentence = `${at} holds a value that is no ${column.type.kind}: change or empty it first`
    sentences.push(guard(sentence, `${from} ${name} IS NOT NULL AND (${bad})`))
  }
  if (before.nullable && !column.nullable && fill === null && !column.formula) {
    const sentence = `${at} is empty in a row and must have a value: give it one first`
    sentences.push(guard(sentence, `${from} ${name} IS NULL`))
  }
  return sentences
}

function choiceGuard(table: Table, column: Column, { guard }: GuardDialect): string[] {
  const name = quoted(column.name)
  const values = column.choices?.values.map(textLiteral).join(', ') ?? ''
  const sentence = `${table.name}.${column.name} holds a value that is no choice any more: change it first`
  const bad = `${name} IS NOT NULL AND ${name} NOT IN (${values})`
  return [guard(sentence, `SELECT 1 FROM ${quoted(table.name)} WHERE ${bad}`)]
}

function referenceGuard(table: Table, column: Column, { guard }: GuardDialect): string[] {
  if (!column.reference) return []
  const { tableName, columnName } = column.reference
  const sentence = `${table.name}.${column.name} points at rows that ${tableName} does not have: change it first`
  const target = `SELECT 1 FROM ${quoted(tableName)} there WHERE there.${quoted(columnName)} = here.${quoted(column.name)}`
  const query = `SELECT 1 FROM ${quoted(table.name)} here WHERE here.${quoted(column.name)} IS NOT NULL AND NOT EXISTS (${target})`
  return [guard(sentence, query)]
}

function uniqueGuard(table: Table, index: Index, { guard }: GuardDialect): string[] {
  const columns = index.columns.map(({ name }) => quoted(name))
  const all = index.columns.map(({ name }) => name).join(', ')
  const conditions = columns.map((name) => `${name} IS NOT NULL`)
  if (index.liveOnly) conditions.push('"deleted_at" IS NULL')
  const query = `SELECT 1 FROM ${quoted(table.name)} WHERE ${conditions.join(' AND ')} GROUP BY ${columns.join(', ')} HAVING count(*) > 1`
  return [guard(`${table.name} (${all}) must be unique and two rows have the same`, query)]
}

function linkGuard(
  { column, table, links, kept }: Extract<Operation, { kind: 'carryReference' }>,
  { guard }: GuardDialect,
): string[] {
  const source = quoted(links.columns[0]?.name ?? '')
  const sentence = `${table.name}.${column.name} can point at one row only and ${links.name} has more: choose first`
  const query = `SELECT 1 FROM ${quoted(kept)} GROUP BY ${source} HAVING count(*) > 1`
  return [guard(sentence, query)]
}
