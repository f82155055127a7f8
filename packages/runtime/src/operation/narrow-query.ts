import type { Context } from './context.ts'
import type { ListQuery } from './list-query.ts'
import type { Resource } from './resource.ts'

/** A query as the `before` hooks on an entity's lists leave it: they may narrow it, and never reach beyond the rules. */
export type Narrow = (context: Context, query: ListQuery) => Promise<ListQuery>

const narrowing = new WeakMap<Resource, Narrow>()

/** Remembers how the lists of an entity are narrowed, for whatever else looks at its records together. */
export function rememberNarrowing(resource: Resource, narrow: Narrow): void {
  narrowing.set(resource, narrow)
}

/** The conditions of what is asked of records together, narrowed as a list of them would be. */
export async function narrowConditions<Query extends Pick<ListQuery, 'where' | 'q'>>(
  context: Context,
  resource: Resource,
  query: Query,
): Promise<Query> {
  const narrow = narrowing.get(resource)
  if (narrow === undefined) return query
  const { where, q, ...rest } = query
  const asked: ListQuery = { ...(where && { where }), ...(q !== undefined && { q }) }
  const narrowed = await narrow(context, asked)
  return {
    ...rest,
    ...(narrowed.where && { where: narrowed.where }),
    ...(narrowed.q !== undefined && { q: narrowed.q }),
  } as Query
}
