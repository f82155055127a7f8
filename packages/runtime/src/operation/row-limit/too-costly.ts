import { AppError } from '../../errors/index.ts'
import type { ListQuery } from '../list-query.ts'
import type { SortKey } from '../order.ts'
import type { Resource } from '../resource.ts'
import { hasIndexFor, isIndexed } from './served-order.ts'

/** Refuses a request that would go through too many rows, naming the part of it that does. */
export function tooCostly(path: string, message: string): AppError {
  return new AppError('invalid', { message, errors: [{ path, code: 'too_costly', message }] })
}

/** The refusal of a list: its sort, else the first condition that no index serves. */
export function costlyList(
  resource: Resource,
  query: Pick<ListQuery, 'where' | 'q'>,
  { keys, rows }: { keys: readonly SortKey[]; rows: number },
): AppError {
  const [first] = keys
  if (query.q === undefined && first && !hasIndexFor(resource, query.where, keys)) {
    return tooCostly(
      'sort',
      `Sorting by "${first.field}" would go through ${tooMany(resource, rows)}: filter by a field with an index, or give the model an index for this order`,
    )
  }
  return costlyFilter(resource, query, rows)
}

/** The refusal of a filter. */
export function costlyFilter(
  resource: Resource,
  { where, q }: Pick<ListQuery, 'where' | 'q'>,
  rows: number,
): AppError {
  const field = Object.keys(where ?? {}).find((name) => !isServed(resource, name, where?.[name]))
  if (field !== undefined) {
    return tooCostly(
      field,
      `This condition on "${field}" would go through ${tooMany(resource, rows)}: add one on a field with an index`,
    )
  }
  const path = q === undefined ? 'filter' : 'q'
  return tooCostly(path, `This would go through ${tooMany(resource, rows)}: ask for fewer`)
}

/** The refusal of an exact count. */
export function costlyCount(resource: Resource, rows: number): AppError {
  return tooCostly(
    'count',
    `Counting exactly would go through ${tooMany(resource, rows)}: use count=estimate, or filter by a field with an index`,
  )
}

function tooMany(resource: Resource, rows: number): string {
  return `more than ${rows.toLocaleString('en')} ${resource.words} records, or take too long`
}

const unserved = ['ne', 'nin', 'contains', 'startsWith', 'endsWith']

function isServed(resource: Resource, name: string, wanted: unknown): boolean {
  if (!resource.columns.has(name) || !isIndexed(resource, name)) return false
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) return true
  return Object.keys(wanted).some((operator) => !unserved.includes(operator))
}
