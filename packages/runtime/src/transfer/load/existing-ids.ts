import { identifier, inList, type Queryable, sql } from '../../database/index.ts'
import type { Resource } from '../../operation/index.ts'

/** Those of the ids that records of the entity have. */
export async function existingIds(
  db: Queryable,
  { columns, table }: Resource,
  ids: readonly unknown[],
): Promise<Set<unknown>> {
  if (ids.length === 0) return new Set()
  const id = columns.expression('id')
  const type = columns.typeOf('id') === 'integer' ? 'integer' : 'string'
  const rows = await db.all<{ id: unknown }>(sql`
    select ${id} as "id" from ${identifier(table)} where ${inList(id, [...new Set(ids)], type)}
  `)
  return new Set(rows.map((row) => (type === 'integer' ? Number(row.id) : row.id)))
}
