import { identifier, keyIsAmong, type Queryable, sql } from '../../database/index.ts'
import type { Resource } from '../../operation/index.ts'
import { idColumns } from '../shape/index.ts'

/** Those of the ids that records of the entity have. */
export async function existingIds(
  db: Queryable,
  resource: Resource,
  ids: readonly unknown[],
): Promise<Set<unknown>> {
  if (ids.length === 0) return new Set()
  const { columns, table } = resource
  const rows = await db.all<{ id: unknown }>(sql`
    select ${idColumns(resource)} from ${identifier(table)}
    where ${keyIsAmong(columns, [...new Set(ids)])}
  `)
  return new Set(rows.map(({ id }) => id))
}
