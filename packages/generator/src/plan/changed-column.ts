import type { JsonValue } from '@cambium/model'
import { conversionOf } from './conversion.ts'
import { differs } from './differs.ts'
import type { Operation, Plan, PlanOptions, StepClass } from './operation.ts'
import type { Column, Table } from './storage.ts'

interface Tables {
  before: Table
  after: Table
}

/** The steps from one form of a column to the next. */
export function changedColumn(
  { before, after }: Tables,
  { was, column }: { was: Column; column: Column },
  options: PlanOptions,
): Plan {
  const refused = changeWithoutMeaning(after, { was, column })
  if (refused !== null) {
    const what = `${after.name}.${column.name}`
    return { operations: [], unsafe: [{ what, why: refused, flags: [] }] }
  }
  const step = { reversible: true, footprint: [after.key, `${after.key}.${column.key}`] }
  return {
    operations: [
      ...references({ before, after }, { was, column }, step),
      ...choices({ before, after }, { was, column }, step),
      ...form(after, { was, column, fill: fillOf(after, column, options) }, step),
    ],
    unsafe: [],
  }
}

type Pair = { was: Column; column: Column }
type Ground = { reversible: boolean; footprint: string[] }

function changeWithoutMeaning(table: Table, { was, column }: Pair): string | null {
  const advice = 'add a field of its own, fill it in code, and drop this one later'
  if (column.formula && !was.formula) {
    return 'is worked out now, and the values that were written to it would be lost'
  }
  const isReadable = was.type.kind === 'json' && ['json', 'plain'].includes(column.form)
  if (was.form !== column.form && !isReadable) {
    return `holds ${was.form} values, which are no ${column.form} values: ${advice}`
  }
  if (conversionOf(was.type, column.type) !== null) return null
  if (table.primaryKey.columns.includes(column.name)) return otherKey
  return `has another type, and a ${was.type.kind} is no ${column.type.kind}: ${advice}`
}

/** Why no other key can be made of the one that is there. */
export const keyOfOthers =
  'has another key, and records are known by the one they have: take that change back. Or make an entity of another name with the new key, copy the records in a data step, and drop this one later'

const otherKey =
  'is the key by which records are known, and keys of another kind cannot be made of it: take that change back. Or make an entity of another name with the new kind of key, copy the records in a data step, and drop this one later'

function fillOf(table: Table, column: Column, { fills }: PlanOptions): JsonValue {
  return fills?.get(`${table.label}.${column.label}`) ?? column.default ?? null
}

function references(tables: Tables, { was, column }: Pair, step: Ground): Operation[] {
  const old = was.reference && [was.reference.table, was.reference.onDelete, was.reference.name]
  const now = column.reference && [
    column.reference.table,
    column.reference.onDelete,
    column.reference.name,
  ]
  if (!differs(old, now)) return []
  const guarded = column.reference !== null && was.reference?.table !== column.reference.table
  const operations: Operation[] = []
  if (was.reference) {
    const drop = { table: tables.before, column: was, class: 'additive', ...step } as const
    operations.push({ kind: 'dropForeignKey', ...drop, after: tables.after })
  }
  if (column.reference) {
    const stepClass = guarded ? 'tightening' : 'data'
    const add = { table: tables.after, column, guarded, class: stepClass, ...step } as const
    operations.push({ kind: 'addForeignKey', ...add })
  }
  return operations
}

function choices(tables: Tables, { was, column }: Pair, step: Ground): Operation[] {
  if (!differs(was.choices?.values, column.choices?.values)) return []
  const kept = column.choices?.values
  const guarded =
    kept !== undefined && !(was.choices?.values.every((value) => kept.includes(value)) ?? false)
  const operations: Operation[] = []
  if (was.choices) {
    const drop = { table: tables.before, column: was, class: 'additive', ...step } as const
    operations.push({ kind: 'dropChoices', ...drop })
  }
  if (column.choices) {
    const stepClass = guarded ? 'tightening' : 'additive'
    const add = { table: tables.after, column, guarded, class: stepClass, ...step } as const
    operations.push({ kind: 'addChoices', ...add })
  }
  return operations
}

function form(
  table: Table,
  { was, column, fill }: Pair & { fill: JsonValue },
  step: Ground,
): Operation[] {
  const parts = ({ type, nullable, default: value }: Column) => [type, nullable, value ?? null]
  if (!differs(parts(was), parts(column))) return []
  const empties = was.nullable && !column.nullable
  const change = { table, before: was, column, fill: empties ? fill : null, ...step }
  return [{ kind: 'changeColumn', ...change, class: classOf(was, column, change.fill) }]
}

function classOf(was: Column, column: Column, fill: JsonValue): StepClass {
  const isChecked = conversionOf(was.type, column.type) === 'checked'
  const mayStop = was.nullable && !column.nullable && fill === null
  return isChecked || mayStop ? 'tightening' : 'data'
}
