import { everyRow, nothing } from '../database/index.ts'
import type { Context } from './context.ts'
import { filterToSql } from './filter/index.ts'
import type { AnyRecord, Where } from './list-query.ts'
import { reader } from './reader.ts'
import type { Resource } from './resource.ts'
import { visibleRows } from './visible-rows.ts'

/** How many records the caller may read match. */
export async function countMatching(
  context: Context,
  resource: Resource,
  where: Where<AnyRecord>,
): Promise<number> {
  return resource.count(reader(context), {
    visible: visibleRows(context, resource),
    filter: filterToSql(context, resource, where),
    order: everyRow,
    limit: nothing,
  })
}
