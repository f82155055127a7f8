import { identifier, type Sql, sql } from '../database/index.ts'
import type { Context } from './context.ts'
import type { RelatedTo } from './list-query.ts'
import { badQuery } from './refusal.ts'
import type { Resource } from './resource.ts'

/** The rows of `target` that a parent's relation leads to. The parent was found readable before. */
export function relatedRows(
  context: Context,
  target: Resource,
  { resource, relation: name, id }: RelatedTo,
): Sql {
  const parent = context.services.registry.get(resource).resource
  const relation = parent.relations?.[name]
  if (!relation || relation.target !== target.name) {
    throw badQuery('related', `A ${parent.words} has no ${name}`)
  }
  if (relation.kind === 'manyToMany') {
    return sql`exists (
      select 1 from ${identifier(relation.table)} l
      where l.${identifier(relation.source)} = ${id}
        and l.${identifier(relation.other)} = ${target.columns.expression('id')}
    )`
  }
  if (relation.kind !== 'one') return sql`${target.columns.expression(relation.key)} = ${id}`
  return sql`${target.columns.expression('id')} = (
    select p.${identifier(parent.columns.column(relation.key).name ?? relation.key)}
    from ${identifier(parent.table)} p where p."id" = ${id}
  )`
}
