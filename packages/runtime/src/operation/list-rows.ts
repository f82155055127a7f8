import { allOf } from '../access/index.ts'
import {
  everyRow,
  identifier,
  keyColumns,
  type ListParts,
  type Sql,
  sql,
} from '../database/index.ts'
import type { Context } from './context.ts'
import { liveRows } from './filter/index.ts'
import type { AnyRecord, ListQuery } from './list-query.ts'
import type { SortKey } from './order.ts'
import { reader } from './reader.ts'
import type { Resource } from './resource.ts'
import { hasIndexFor } from './row-limit/index.ts'

interface Listed {
  readonly query: ListQuery
  readonly keys: readonly SortKey[]
  readonly parts: ListParts
}

/**
 * The rows of a page. SQLite puts whole rows into its sorter, with what is computed of other tables for each of them. In
 * a large table only keys go there where that is likely, and the fields are read of the rows that are left.
 */
export function listRows(
  context: Context,
  resource: Resource,
  listed: Listed,
): Promise<AnyRecord[]> {
  const { parts } = listed
  if (!isLikelySorted(context, resource, listed)) return resource.list(reader(context), parts)
  const { row, list } = keyColumns(resource.columns)
  const { visible, filter, order, limit } = parts
  const chosen = sql`${row} in (
    select ${list} from ${identifier(resource.table)}
    where ${allOf(liveRows(resource), visible, filter)}
    order by ${order}
    limit ${limit}
  )`
  return resource.list(reader(context), {
    visible: everyRow,
    filter: chosen,
    order,
    limit: noLimit,
  })
}

const noLimit: Sql = sql`-1`

/** With a rule it is the rule's index that the rows come from: those of one caller are few. */
function isLikelySorted(context: Context, resource: Resource, { query, keys }: Listed): boolean {
  if (context.visits === undefined || reader(context).dialect !== 'sqlite') return false
  if (hasComputed(resource)) return true
  const isOpen = context.unrestricted || resource.read.where(context.caller) === everyRow
  return isOpen && query.related === undefined && !hasIndexFor(resource, query.where, keys)
}

const computed = new WeakMap<Resource, boolean>()

/** Whether some field is worked out whenever a row is read. */
function hasComputed(resource: Resource): boolean {
  const known = computed.get(resource)
  if (known !== undefined) return known
  const { columns } = resource
  const found = columns.properties.some((field) => columns.column(field).name === null)
  computed.set(resource, found)
  return found
}
