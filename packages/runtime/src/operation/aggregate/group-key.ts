import {
  type Column,
  type ColumnType,
  computed,
  type Fragment,
  type Sql,
  sql,
} from '../../database/index.ts'
import { comparableTypes } from '../comparable-types.ts'
import { badQuery } from '../refusal.ts'
import type { Resource } from '../resource.ts'

/** One of the values that records of a group have in common. */
export interface GroupKey {
  /** As it was asked for: `createdAt:month`. */
  readonly key: string
  readonly field: string
  /** What stands behind `group by` and `order by`. */
  readonly expression: Sql
  /** How it is selected and read. */
  readonly column: Column
}

// How many letters of `2026-11-20T09:30:00.000Z` say so much, and PostgreSQL's form of the same letters.
const units: { [unit: string]: { length: Sql; form: Sql } } = {
  year: { length: sql`4`, form: sql`'YYYY'` },
  month: { length: sql`7`, form: sql`'YYYY-MM'` },
  day: { length: sql`10`, form: sql`'YYYY-MM-DD'` },
  hour: { length: sql`13`, form: sql`'YYYY-MM-DD"T"HH24'` },
}

/** Reads `status` or `createdAt:month`; what cannot be grouped by is refused with 400. */
export function groupKey(resource: Resource, key: string): GroupKey {
  const [field = '', unit, ...rest] = key.split(':')
  const type = resource.columns.has(field) ? resource.columns.typeOf(field) : undefined
  if (!type || !comparableTypes.includes(type) || rest.length > 0) {
    throw badQuery('groupBy', `A ${resource.words} cannot be grouped by "${key}"`)
  }
  const value = resource.columns.expression(field)
  if (unit === undefined) {
    const { scale, stored } = resource.columns.column(field)
    const column = { ...computed(type, value, scale), ...(stored && { stored }) }
    return { key, field, expression: value, column }
  }
  const known = Object.keys(units).filter((name) => type === 'instant' || name !== 'hour')
  const isTime = type === 'instant' || type === 'date'
  if (!isTime || !known.includes(unit)) {
    const words = isTime ? `; "${field}" has ${known.join(', ')}` : ''
    throw badQuery('groupBy', `A ${resource.words} cannot be grouped by "${key}"${words}`)
  }
  const expression = upTo(resource.columns.ownForm(field), { type, unit })
  return { key, field, expression, column: computed('string', expression) }
}

function upTo(value: Sql, { type, unit }: { type: ColumnType; unit: string }): Sql {
  const { length, form } = units[unit] as { length: Sql; form: Sql }
  const time = type === 'instant' ? sql`${value} at time zone 'UTC'` : value
  const part: Fragment = {
    fragment: 'unit of time',
    render: (dialect) =>
      dialect === 'sqlite' ? sql`substr(${value}, 1, ${length})` : sql`to_char(${time}, ${form})`,
  }
  return sql`${part}`
}
