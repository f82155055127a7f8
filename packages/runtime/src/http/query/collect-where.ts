import type { Where } from '../../operation/index.ts'

/** The conditions of one group, as they are collected from a query string. */
export interface CollectedGroup {
  readonly fields: Map<string, { [operator: string]: unknown }>
  readonly related: Map<string, CollectedGroup>
  readonly and: Map<number, CollectedGroup>
  readonly or: Map<number, CollectedGroup>
  not: CollectedGroup | undefined
}

/** A group without conditions. */
export function emptyGroup(): CollectedGroup {
  return { fields: new Map(), related: new Map(), and: new Map(), or: new Map(), not: undefined }
}

/** The group as `ListQuery.where` takes it; undefined where nothing was collected. */
export function whereOf(group: CollectedGroup): Where<{ [field: string]: unknown }> | undefined {
  const where: { [name: string]: unknown } = { ...Object.fromEntries(group.fields) }
  for (const [relation, conditions] of group.related) where[relation] = whereOf(conditions) ?? {}
  for (const name of ['and', 'or'] as const) {
    if (group[name].size > 0)
      where[name] = [...group[name].values()].map((one) => whereOf(one) ?? {})
  }
  if (group.not !== undefined) where.not = whereOf(group.not) ?? {}
  return Object.keys(where).length === 0 ? undefined : where
}
