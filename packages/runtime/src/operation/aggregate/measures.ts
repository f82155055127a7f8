import { type Column, type ColumnType, computed, type Sql, sql } from '../../database/index.ts'
import type { AnyRecord } from '../list-query.ts'
import type { Resource } from '../resource.ts'
import type { Aggregate } from './aggregate-query.ts'
import {
  averageNumber,
  averageUnits,
  exactSum,
  readSum,
  unitsAsText,
  wholeNumber,
} from './exact-sum.ts'

/** What is worked out of a field over many records. */
export type Measure = 'sum' | 'avg' | 'min' | 'max'

/** Digits an average of exact numbers has more than they do. */
const furtherDigits = 4

const numbers: readonly ColumnType[] = ['integer', 'number', 'decimal', 'bigint']

/** The kinds of columns each measure takes. */
export const measuredKinds: { readonly [measure in Measure]: readonly ColumnType[] } = {
  sum: numbers,
  avg: numbers,
  min: [...numbers, 'string', 'instant', 'date'],
  max: [...numbers, 'string', 'instant', 'date'],
}

/** The columns of the statement that a measure is read from, by their names in its rows. */
export function measureColumns(
  resource: Resource,
  measure: Measure,
  field: string,
): { [name: string]: Column } {
  const { columns } = resource
  const { type, scale, stored } = columns.column(field)
  // a server has no least one of every type, but of texts
  const compared = type === 'string' ? columns.text(field) : columns.expression(field)
  const extreme = (expression: Sql): Column => ({
    ...computed(type, expression, scale),
    ...(stored && { stored }),
  })
  const value = columns.ownForm(field)
  if (measure === 'min') return { [`min ${field}`]: extreme(sql`min(${compared})`) }
  if (measure === 'max') return { [`max ${field}`]: extreme(sql`max(${compared})`) }
  const sum = type === 'number' ? computed('number', sql`sum(${value})`) : exactly(value)
  if (measure === 'sum') return { [`sum ${field}`]: sum }
  return { [`sum ${field}`]: sum, [`count ${field}`]: computed('integer', sql`count(${value})`) }
}

function exactly(value: Sql): Column {
  return computed('string', exactSum(value))
}

/** The value of a measure in a row of the statement. */
export function readMeasure(
  resource: Resource,
  { measure, field }: { measure: Measure; field: string },
  row: AnyRecord,
): unknown {
  if (measure === 'min' || measure === 'max') return row[`${measure} ${field}`]
  const { type, scale } = resource.columns.column(field)
  const count = Number(row[`count ${field}`])
  if (measure === 'avg' && count === 0) return null
  if (type === 'number') {
    const sum = Number(row[`sum ${field}`] ?? 0)
    return measure === 'sum' ? sum : sum / count
  }
  const sum = readSum(row[`sum ${field}`], scale)
  if (measure === 'sum') return type === 'integer' ? wholeNumber(sum) : unitsAsText(sum, scale)
  if (type === 'integer') return averageNumber(sum, count)
  return unitsAsText(averageUnits(sum, count, furtherDigits), scale + furtherDigits)
}

/** Puts the value of a measure where the answer has it: `sum.totalPrice`. */
export function addMeasure(
  aggregate: Aggregate,
  { measure, field }: { measure: Measure; field: string },
  value: unknown,
): void {
  const values: { [field: string]: unknown } = aggregate[measure] ?? {}
  values[field] = value
  Object.assign(aggregate, { [measure]: values })
}
