import { everyRow, join, type Sql, type SqlPart, sql } from '../database/index.ts'
import { comparableTypes } from './comparable-types.ts'
import type { Context } from './context.ts'
import { readableField } from './readable-field.ts'
import { badQuery } from './refusal.ts'
import type { Resource } from './resource.ts'

/** One step of an ordering. */
export interface SortKey {
  readonly field: string
  readonly descending: boolean
  readonly nullable: boolean
}

const maxSortFields = 5

/**
 * The ordering of a list: what was asked for, else the entity's own, always ended by the id so that it is total, in the
 * direction of what stands before it, as it stands in indexes.
 * Sorting tells about values, so it needs the field's read rule on every row.
 */
export function sortKeys(
  context: Context,
  resource: Resource,
  wanted: string | readonly string[] | undefined,
): SortKey[] {
  const asked = wanted === undefined ? [...resource.sort] : parseSort(wanted)
  if (asked.length > maxSortFields) {
    throw badQuery('sort', `A list may be sorted by at most ${maxSortFields} fields`)
  }
  for (const { field } of asked) checkSortable(context, resource, field)
  const keys = asked.flatMap((key) => partsOf(resource, key))
  const descending = keys.at(-1)?.descending ?? false
  for (const { field } of partsOf(resource, { field: 'id', descending })) {
    if (!keys.some((key) => key.field === field)) keys.push({ field, descending })
  }
  return keys.map((key) => ({ ...key, nullable: isNullable(resource, key.field) }))
}

interface Sorted {
  readonly field: string
  readonly descending: boolean
}

/** A key of several fields is sorted by field by field, as it stands in indexes. */
function partsOf({ columns }: Resource, { field, descending }: Sorted): Sorted[] {
  const { parts = [field] } = columns.column(field)
  return parts.map((part) => ({ field: part, descending }))
}

function parseSort(wanted: string | readonly string[]): { field: string; descending: boolean }[] {
  const names = typeof wanted === 'string' ? wanted.split(',') : wanted
  return names
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) =>
      name.startsWith('-')
        ? { field: name.slice(1), descending: true }
        : { field: name, descending: false },
    )
}

function checkSortable(context: Context, resource: Resource, field: string): void {
  const kind = resource.columns.has(field) ? resource.columns.typeOf(field) : undefined
  const schema = resource.fields[field]
  const isSecret = context.outward && (schema?.hidden || schema?.writeOnly)
  if (!kind || !comparableTypes.includes(kind) || isSecret) {
    throw badQuery('sort', `A ${resource.words} cannot be sorted by "${field}"`)
  }
  if (readableField(context, resource, field) !== everyRow) {
    throw badQuery('sort', `You may not sort by "${field}"`)
  }
}

/** System fields are not in the schemas and never null, but for `deletedAt`, which no list sorts by. */
function isNullable(resource: Resource, field: string): boolean {
  const type = resource.fields[field]?.type
  if (resource.columns.column(field).name === null) return true
  return Array.isArray(type) && type.includes('null')
}

/** `order by` for the keys; reversed to walk backwards. Nulls stand first going up and last going down, on every database. */
export function orderToSql(resource: Resource, keys: readonly SortKey[], reversed: boolean): Sql {
  const steps = keys.map(({ field, descending, nullable }) => {
    const column = resource.columns.expression(field)
    if (descending === reversed) return nullable ? sql`${column} asc nulls first` : sql`${column}`
    return nullable ? sql`${column} desc nulls last` : sql`${column} desc`
  })
  return join(steps, ', ')
}

/** The rows behind a position in the ordering (in front of it when reversed). `values` belong to `keys`, one each. */
export function rowsBehind(
  resource: Resource,
  keys: readonly SortKey[],
  { values, reversed }: { values: readonly unknown[]; reversed: boolean },
): Sql {
  const [key, ...rest] = keys
  if (!key) return sql`false`
  const [value, ...restValues] = values
  const column = resource.columns.expression(key.field)
  const isDescending = key.descending !== reversed
  const behind = strictlyBehind(column, encoded(resource, key.field, value), {
    isDescending,
    nullable: key.nullable,
  })
  if (rest.length === 0) return behind
  const same =
    value === null
      ? sql`${column} is null`
      : sql`${column} = ${encoded(resource, key.field, value)}`
  const deeper = rowsBehind(resource, rest, { values: restValues, reversed })
  return sql`(${behind} or (${same} and ${deeper}))`
}

function strictlyBehind(
  column: Sql,
  value: SqlPart,
  { isDescending, nullable }: { isDescending: boolean; nullable: boolean },
): Sql {
  if (isDescending) {
    if (value === null) return sql`false`
    return nullable ? sql`(${column} < ${value} or ${column} is null)` : sql`${column} < ${value}`
  }
  return value === null ? sql`${column} is not null` : sql`${column} > ${value}`
}

function encoded(resource: Resource, field: string, value: unknown): SqlPart {
  return value === null ? null : resource.columns.encode(field, value)
}
