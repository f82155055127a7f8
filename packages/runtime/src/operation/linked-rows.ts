import { allOf } from '../access/index.ts'
import { everyRow, type Sql } from '../database/index.ts'
import type { Context } from './context.ts'
import { liveRows } from './live-rows.ts'
import { readableField } from './readable-field.ts'
import type { ManyToMany } from './resource.ts'
import { visibleRelated } from './visible-rows.ts'

/**
 * The rows of a linking table that the caller may know of, as a condition on the table by its own name. Where records
 * of an entity make the links, they obey its read rule, and both its keys their own: else every link is one.
 */
export function linkedRows(context: Context, { through, source, other }: ManyToMany): Sql {
  if (through === undefined) return everyRow
  const linking = context.services.registry.get(through).resource
  const keys = [source, other].map((column) => linking.columns.propertyOf(column))
  return allOf(
    liveRows(linking),
    visibleRelated(context, linking),
    ...keys.map((key) => (key === undefined ? everyRow : readableField(context, linking, key))),
  )
}
