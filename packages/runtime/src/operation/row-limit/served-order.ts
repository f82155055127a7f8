import type { AnyRecord, Where } from '../list-query.ts'
import type { SortKey } from '../order.ts'
import type { Resource } from '../resource.ts'

/**
 * Whether an index of the model has the rows in this order: all of them, or those that are left by conditions of
 * equality on the fields it starts with.
 */
export function hasIndexFor(
  resource: Resource,
  where: Where<AnyRecord> | undefined,
  keys: readonly SortKey[],
): boolean {
  const { parts: ends = ['id'] } = resource.columns.column('id')
  const isEnded = ends.every((field, at) => keys.at(at - ends.length)?.field === field)
  const wanted = isEnded ? keys.slice(0, -ends.length) : keys
  if (wanted.length === 0) return true
  const fixed = new Set(Object.keys(where ?? {}).filter((field) => isFixed(where?.[field])))
  if (resource.tenant !== undefined) fixed.add(resource.tenant)
  return (resource.indexes ?? []).some((index) => serves(index, wanted, fixed))
}

function serves(
  index: readonly string[],
  wanted: readonly SortKey[],
  fixed: ReadonlySet<string>,
): boolean {
  const columns = index.map((name) =>
    name.startsWith('-')
      ? { field: name.slice(1), descending: true }
      : { field: name, descending: false },
  )
  const start = columns.findIndex(({ field }) => !fixed.has(field))
  const behind = start < 0 ? [] : columns.slice(start, start + wanted.length)
  const open = wanted.filter(({ field }) => !fixed.has(field))
  if (open.length > behind.length) return false
  // An index is read from either end, so that all directions may be the other way round.
  const turned = open.map(({ descending }, at) => descending !== behind[at]?.descending)
  return (
    open.every(({ field }, at) => field === behind[at]?.field) &&
    turned.every((isTurned) => isTurned === turned[0])
  )
}

function isFixed(wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return wanted !== undefined
  return !Array.isArray(wanted) && Object.keys(wanted).join() === 'eq'
}

/** Whether an index starts with the field. */
export function isIndexed(resource: Resource, field: string): boolean {
  const { tenant, columns } = resource
  if (field === 'id' || columns.column('id').parts?.[0] === field) return true
  const starts = (resource.indexes ?? []).map((index) => {
    const [first = ''] = index[0] === tenant && index.length > 1 ? index.slice(1) : index
    return first.replace(/^-/, '')
  })
  return starts.includes(field) || resource.points?.[field] !== undefined
}
