import pluralize from 'pluralize'
import {
  type LeftBehind,
  newTable,
  type SourceColumn,
  type SourceNote,
  type SourceTable,
} from '../source/index.ts'
import { type ColumnPlan, type ColumnReading, decideColumn } from './decide-column.ts'
import type { ColumnFacts } from './facts/index.ts'
import type { SampleFile } from './sample-file.ts'

/** What was seen in a file. */
export interface FileFacts {
  file: SampleFile
  rows: number
  columns: Map<string, ColumnFacts>
  tooLong: number
}

/** A file as a table, and how its values are read. */
export interface SamplePlan {
  file: SampleFile
  table: SourceTable
  rows: number
  readings: Map<string, ColumnReading>
}

/** What the files become together. */
export interface DescribedSamples {
  plans: SamplePlan[]
  left: LeftBehind[]
  notes: SourceNote[]
}

/** Makes a table of each file, with keys, and with references where all values of a column are keys of another file. */
export function describeSamples(all: readonly FileFacts[]): DescribedSamples {
  const left: LeftBehind[] = []
  const notes: SourceNote[] = []
  const plans = all.map((facts) => planFile(facts, notes))
  for (const [index, plan] of plans.entries()) {
    const facts = all[index]
    if (facts === undefined) continue
    addReferences({ plan, facts, others: plans, all }, notes)
    if (facts.tooLong > 0) left.push(tooLong(facts))
  }
  return { plans, left, notes }
}

function tooLong({ file, tooLong: count, columns }: FileFacts): LeftBehind {
  return {
    what: `file ${file.name}, ${count} rows`,
    reason: `they have more cells than the ${columns.size} columns of the header, and the cells beyond have no name`,
    suggestion: 'look for the delimiter in texts without quotes, and import again',
  }
}

function planFile(facts: FileFacts, notes: SourceNote[]): SamplePlan {
  const { file, rows } = facts
  const readings = new Map<string, ColumnReading>()
  const columns: SourceColumn[] = []
  for (const column of facts.columns.values()) {
    const decided = decideColumn(column)
    readings.set(column.name, decided.reading)
    columns.push(columnOf(column, decided, rows))
    if (decided.note !== null) {
      notes.push({ what: `${file.name}, column ${column.name}`, text: decided.note })
    }
  }
  const table = newTable(file.name, { columns })
  addKeys(table, facts, notes)
  return { file, table, rows, readings }
}

const created = /^created_?at$/i
const updated = /^updated_?at$/i

function columnOf(facts: ColumnFacts, { type }: ColumnPlan, rows: number): SourceColumn {
  const isAbsent = facts.absent.size > 0 && type.kind !== 'text' && type.kind !== 'choice'
  const nullable = rows === 0 || facts.filled < rows || isAbsent
  const isTime = type.kind === 'instant' && !nullable
  const isUpdateTime = isTime && updated.test(facts.name)
  return {
    name: facts.name,
    field: null,
    type,
    native: type.kind,
    nullable,
    default: isTime && (isUpdateTime || created.test(facts.name)) ? { kind: 'now' } : null,
    generated: null,
    doc: null,
    isUpdateTime,
  }
}

const keyTypes = new Set(['integer', 'uuid', 'text'])
const candidate =
  /(?:^|[_ ])(?:email|e-?mail|slug|code|sku|isbn|ean|username|login|uuid|guid|key)$/i

/** The first column that can be a key by its name and its values is one; others of one value a row are unique. */
function addKeys(
  table: SourceTable,
  { file, rows, columns }: FileFacts,
  notes: SourceNote[],
): void {
  const own = pluralize.singular(file.name).toLowerCase()
  const names = new Set(['id', '_id', 'uuid', 'guid', `${own}_id`, `${own}id`, 'key', 'code'])
  const isKey = (column: SourceColumn): boolean =>
    !column.nullable && rows > 0 && columns.get(column.name)?.unique != null
  const keys = table.columns.filter((column) => isKey(column) && keyTypes.has(column.type.kind))
  const primary = [...names].flatMap((name) =>
    keys.filter((one) => one.name.toLowerCase() === name),
  )
  const [key] = primary
  if (key !== undefined) {
    table.primaryKey = [key.name]
    if (key.type.kind === 'integer') key.default = { kind: 'counter' }
    if (key.type.kind === 'uuid') key.default = { kind: 'uuid' }
  } else if (keys.length > 0) {
    const text = `no column is called id. These have another value in every row: ${keys.map(({ name }) => name).join(', ')}`
    notes.push({ what: file.name, text })
  }
  for (const column of table.columns) {
    if (column === key || !isUnique(column, columns.get(column.name), rows)) continue
    table.uniques.push({ name: null, columns: [column.name] })
  }
}

function isUnique(column: SourceColumn, facts: ColumnFacts | undefined, rows: number): boolean {
  if (facts?.unique == null || facts.filled < 2 || rows < 2) return false
  const isNamed =
    column.type.kind === 'email' || column.type.kind === 'uuid' || candidate.test(column.name)
  return isNamed && facts.filled === facts.unique.size
}

interface ReferenceSite {
  plan: SamplePlan
  facts: FileFacts
  others: readonly SamplePlan[]
  all: readonly FileFacts[]
}

const reference = /^(.+?)(?:_?[iI][dD]|_key|_uuid)$/

function addReferences({ plan, facts, others, all }: ReferenceSite, notes: SourceNote[]): void {
  for (const column of plan.table.columns) {
    const [, stem] = reference.exec(column.name) ?? []
    const values = facts.columns.get(column.name)?.referring
    if (stem === undefined || values == null || values.size === 0) continue
    if (plan.table.primaryKey.includes(column.name)) continue
    const target = others.find((other) => isNamed(other, stem))
    const [key] = target?.table.primaryKey ?? []
    const keys = all.find(({ file }) => file === target?.file)?.columns.get(key ?? '')?.unique
    if (target === undefined || key === undefined || keys == null) continue
    if (values.isWithin(keys)) addReference(plan, { column, target, key })
    else {
      notes.push({
        what: `${plan.file.name}, column ${column.name}`,
        text: `it looks like a reference to ${target.file.name}, and some of its values are no ${key} there: it stays a plain field`,
      })
    }
  }
}

/** Whether `customer` is said of the file `customers`, or `billing_customer` is. */
function isNamed({ file }: SamplePlan, stem: string): boolean {
  const name = pluralize.singular(plain(file.name))
  return plain(stem) === name || plain(stem).endsWith(`_${name}`)
}

function plain(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase()
}

function addReference(
  plan: SamplePlan,
  { column, target, key }: { column: SourceColumn; target: SamplePlan; key: string },
): void {
  const keyColumn = target.table.columns.find(({ name }) => name === key)
  if (keyColumn === undefined) return
  // Values of a choice and of another number are the ids they are equal to.
  column.type = keyColumn.type
  const reading = target.readings.get(key)
  if (reading !== undefined) plan.readings.set(column.name, reading)
  plan.table.foreignKeys.push({
    name: null,
    columns: [column.name],
    target: { schema: null, name: target.table.name },
    targetColumns: [key],
    onDelete: column.nullable ? 'setNull' : 'restrict',
    relation: null,
    inverse: null,
  })
}
