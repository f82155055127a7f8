import { everyRow, identifier, type Sql, sql } from '../database/index.ts'
import type { Resource } from './resource.ts'

/** The rows of a table that are not soft-deleted. */
export function liveRows(target: Resource): Sql {
  return target.softDelete ? sql`${identifier(target.table)}."deleted_at" is null` : everyRow
}
