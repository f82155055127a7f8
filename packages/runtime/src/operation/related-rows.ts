import { allOf } from '../access/index.ts'
import { identifier, keyColumns, keyIs, type Sql, sql } from '../database/index.ts'
import type { Context } from './context.ts'
import { includable } from './includable.ts'
import { linkedRows } from './linked-rows.ts'
import type { RelatedTo } from './list-query.ts'
import { readableField } from './readable-field.ts'
import { badQuery } from './refusal.ts'
import type { Resource } from './resource.ts'

/**
 * The rows of `target` that a parent's relation leads to, over keys and links the caller may read. The parent was found
 * readable before.
 */
export function relatedRows(
  context: Context,
  target: Resource,
  { resource, relation: name, id }: RelatedTo,
): Sql {
  const parent = context.services.registry.get(resource).resource
  const relation = parent.relations?.[name]
  if (!relation || relation.target !== target.name || !includable(context, parent).includes(name)) {
    throw badQuery('related', `A ${parent.words} has no ${name}`)
  }
  if (relation.kind === 'manyToMany') {
    const table = identifier(relation.table)
    const links = allOf(
      sql`${table}.${identifier(relation.source)} = ${id}`,
      linkedRows(context, relation),
    )
    return sql`${target.columns.expression('id')} in (
      select ${table}.${identifier(relation.other)} from ${table} where ${links}
    )`
  }
  const key = relation.kind === 'one' ? parent : target
  const readable = readableField(context, key, relation.key)
  if (relation.kind !== 'one') {
    return allOf(keyIs(target.columns, id, relation.key), readable)
  }
  return sql`${keyColumns(target.columns).row} in (
    select ${keyColumns(parent.columns, relation.key).list} from ${identifier(parent.table)}
    where ${allOf(keyIs(parent.columns, id), readable)}
  )`
}
