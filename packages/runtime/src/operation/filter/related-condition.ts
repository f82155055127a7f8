import { allOf } from '../../access/index.ts'
import { identifier, keyColumns, type Sql, sql } from '../../database/index.ts'
import { includable } from '../includable.ts'
import { linkedRows } from '../linked-rows.ts'
import { liveRows } from '../live-rows.ts'
import { readableField } from '../readable-field.ts'
import { badQuery } from '../refusal.ts'
import type { Resource } from '../resource.ts'
import { visibleRelated } from '../visible-rows.ts'
import type { Filtering } from './filter-to-sql.ts'

/**
 * The condition that a related record meets the conditions, all of them the same record. Only records that the caller
 * may read count, found by keys and links the caller may read. The related rows are named in a query of their own, never
 * correlated: so a relation of a table to itself needs no other name for it.
 */
export function relatedCondition(
  filtering: Filtering,
  resource: Resource,
  {
    name,
    conditions,
    toSql,
  }: {
    name: string
    conditions: unknown
    toSql: (filtering: Filtering, resource: Resource, group: unknown) => Sql
  },
): Sql {
  const { context, isRelated } = filtering
  const known = includable(context, resource)
  const relation = known.includes(name) ? resource.relations?.[name] : undefined
  if (!relation) {
    const words = known.join(', ') || 'none'
    throw badQuery(name, `A ${resource.words} has no relation "${name}"; it has ${words}`)
  }
  if (isRelated) throw badQuery(name, 'A filter goes one relation far, not further')
  const target = context.services.registry.get(relation.target).resource
  const wanted = toSql({ ...filtering, isRelated: true }, target, conditions)
  const visited = context.visits?.visited ?? true
  const rows = allOf(visited, liveRows(target), visibleRelated(context, target), wanted)
  const from = sql`from ${identifier(target.table)} where ${rows}`
  const id = keyColumns(target.columns)
  if (relation.kind === 'one') {
    const key = keyColumns(resource.columns, relation.key)
    const found = sql`${key.row} in (select ${id.list} ${from})`
    return allOf(found, readableField(context, resource, relation.key))
  }
  if (relation.kind === 'manyToMany') {
    const table = identifier(relation.table)
    const links = allOf(
      linkedRows(context, relation),
      sql`${table}.${identifier(relation.other)} in (select ${id.list} ${from})`,
    )
    return sql`${resource.columns.expression('id')} in (
      select ${table}.${identifier(relation.source)} from ${table} where ${links}
    )`
  }
  const key = keyColumns(target.columns, relation.key)
  return sql`${keyColumns(resource.columns).row} in (
    select ${key.list} ${from} and ${readableField(context, target, relation.key)}
  )`
}
