import {
  identifier,
  join,
  type Queryable,
  type Sql,
  type SqlPart,
  sql,
} from '../../database/index.ts'
import type { AnyRecord, Resource } from '../../operation/index.ts'
import { type EntityShape, idColumns } from '../shape/index.ts'

/** Parameters of one statement: both databases take more than 32,000. */
const maxParameters = 30_000
const maxRows = 200

/** How many records of the entity one statement writes. */
export function rowsAtOnce({ stored }: EntityShape): number {
  return Math.max(1, Math.min(maxRows, Math.floor(maxParameters / stored.length)))
}

/**
 * Writes records with one statement, all columns of all of them, and leaves those alone whose key is there already. The ids of
 * those that were written.
 */
export async function insertRecords(
  db: Queryable,
  shape: EntityShape,
  records: readonly AnyRecord[],
): Promise<unknown[]> {
  const { resource } = shape
  const isCounted = records[0]?.id === undefined
  const properties = shape.stored.filter((property) => property !== 'id' || !isCounted)
  const names = properties.map((property) =>
    identifier(resource.columns.column(property).name ?? property),
  )
  const rows = records.map((record) => rowOf(resource, properties, record))
  const written = await db.all<{ id: unknown }>(sql`
    insert into ${identifier(resource.table)} (${join(names, ', ')}) values ${join(rows, ', ')}
    on conflict ${keyOf(shape)} do nothing
    returning ${idColumns(resource)}
  `)
  return written.map(({ id }) => id)
}

function rowOf({ columns }: Resource, properties: readonly string[], record: AnyRecord): Sql {
  const values = properties.map((property): SqlPart => {
    const value = record[property]
    return value === undefined ? null : columns.encode(property, value)
  })
  return sql`(${join(values, ', ')})`
}

function keyOf({ resource, key }: EntityShape): Sql {
  const names = key.map((property) => resource.columns.column(property).name ?? property)
  return sql`(${join(names.map(identifier), ', ')})`
}
