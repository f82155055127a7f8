import type { SourceColumn, SourceForeignKey, SourceTable } from '../source/index.ts'
import { type DesignReport, tableKey, tableWords } from './design-report.ts'
import type { KeyDesign } from './import-design.ts'

/** How ids of a table are made, before its columns have the names of fields. */
export type KeyPlan =
  | (Extract<KeyDesign, { column: SourceColumn | null }> & { columns: null })
  /** The columns of a composite key, or the single one of a key that no id is made for. */
  | { kind: 'fields'; columns: string[] }

/** Everything that is known of the tables that come. */
export interface KeySite {
  tables: readonly SourceTable[]
  report: DesignReport
}

/** The longest text that is an address. */
const longestText = 500
const usualText = 255

/** How the ids of every table are made. */
export function planKeys({ tables, report }: KeySite): Map<string, KeyPlan> {
  const byKey = new Map(tables.map((table) => [tableKey(table), table]))
  return new Map(tables.map((table) => [tableKey(table), planKey(table, { byKey, report })]))
}

interface PlanSite {
  byKey: ReadonlyMap<string, SourceTable>
  report: DesignReport
}

function planKey(table: SourceTable, { byKey, report }: PlanSite): KeyPlan {
  const { primaryKey } = table
  const columns = primaryKey.flatMap((name) => columnOf(table, name) ?? [])
  const unfit = columns.find((column) => !isPart(column))
  const [only] = columns
  if (only === undefined || columns.length < primaryKey.length) return withoutKey(table, report)
  if (columns.length > 1) {
    if (unfit === undefined) return { kind: 'fields', columns: [...primaryKey] }
    return unfitKey(table, unfit, report)
  }
  if (unfit === undefined && isShared(table, only, byKey))
    return { kind: 'fields', columns: [only.name] }
  const plan = singleKey(only, table, report)
  if (plan !== null) return plan
  return isPart(only) ? { kind: 'fields', columns: [only.name] } : unfitKey(table, only, report)
}

function columnOf(table: SourceTable, name: string): SourceColumn | undefined {
  return table.columns.find((column) => column.name === name)
}

/** A one-to-one relation that shares the key of the other record. */
function isShared(
  table: SourceTable,
  { name }: SourceColumn,
  byKey: ReadonlyMap<string, SourceTable>,
): boolean {
  return table.foreignKeys.some(({ columns, target, targetColumns }) => {
    const other = byKey.get(tableKey(target))
    if (other === undefined || other === table) return false
    return columns.length === 1 && columns[0] === name && isKeyOf(other, targetColumns)
  })
}

/** Whether columns are the primary key of a table; in any order, or none where the key is meant. */
export function isKeyOf({ primaryKey }: SourceTable, columns: readonly string[]): boolean {
  if (columns.length === 0) return primaryKey.length > 0
  return columns.length === primaryKey.length && primaryKey.every((name) => columns.includes(name))
}

/** The columns of a foreign key in the order of the key they refer to. */
export function inKeyOrder(
  { columns, targetColumns }: SourceForeignKey,
  { primaryKey }: SourceTable,
): string[] {
  if (targetColumns.length === 0) return [...columns]
  return primaryKey.flatMap((name) => columns[targetColumns.indexOf(name)] ?? [])
}

function made(
  kind: Exclude<KeyPlan['kind'], 'fields'>,
  column: SourceColumn | null,
  max: number | null = null,
): KeyPlan {
  return { kind, column, max, stored: null, columns: null }
}

function withoutKey(table: SourceTable, report: DesignReport): KeyPlan {
  if (table.kind === 'table') {
    report.note(
      'keys',
      tableWords(table),
      'no primary key: each row gets a new id, and rows are told apart by their place only',
    )
  }
  return made('uuid7', null)
}

function unfitKey(
  table: SourceTable,
  { name, native }: SourceColumn,
  report: DesignReport,
): KeyPlan {
  report.note(
    'keys',
    tableWords(table),
    `its key has the column ${name} of type ${native}, which no address can carry: each row gets a new id, and the columns stay unique`,
  )
  return made('uuid7', null)
}

/** The key of one column; `null` where its values are no ids by themselves. */
function singleKey(column: SourceColumn, table: SourceTable, report: DesignReport): KeyPlan | null {
  const { type, default: preset } = column
  switch (type.kind) {
    case 'integer':
      return made(preset?.kind === 'counter' ? 'serial' : 'int', column)
    case 'decimal':
      return type.scale === 0 && (type.precision ?? 18) <= 15 ? made('int', column) : null
    case 'uuid':
      return made(preset === null || preset.kind === 'literal' ? 'uuid' : 'uuid7', column)
    case 'text':
    case 'email':
    case 'url':
      if (preset?.kind === 'uuid') return made('uuid7', column)
      if (preset?.kind === 'shortId') return made('nanoid', column)
      return textKey(column, table, report)
    default:
      return null
  }
}

function textKey(column: SourceColumn, table: SourceTable, report: DesignReport): KeyPlan {
  const max = column.type.kind === 'text' ? column.type.max : null
  if (max !== null && max > longestText) {
    const text = `ids have up to ${longestText} characters here, and up to ${max} there`
    report.note('keys', `${tableWords(table)}.${column.name}`, text)
  }
  if (max === null || max < 1) return made('text', column, usualText)
  return made('text', column, Math.min(max, longestText))
}

const partKinds: ReadonlySet<SourceColumn['type']['kind']> = new Set([
  ...(['text', 'email', 'url', 'uuid', 'integer', 'boolean', 'date', 'time'] as const),
  ...(['instant', 'choice', 'other', 'file'] as const),
])

/** Whether values have one text, and the same one in every database. */
function isPart({ type, generated }: SourceColumn): boolean {
  return partKinds.has(type.kind) && generated === null
}
