import { type Columns, columns } from '../../database/index.ts'
import type { Resource } from '../../operation/index.ts'

type IdColumns = Columns<{ id: unknown }>

const known = new WeakMap<Resource, IdColumns>()

/** The id of a record and what it is made of, to be selected as records have it. */
export function idColumns(resource: Resource): IdColumns {
  const found = known.get(resource)
  if (found) return found
  const { parts = [] } = resource.columns.column('id')
  const spec = [...parts, 'id'].map((name) => [name, resource.columns.column(name)] as const)
  const made = columns<{ id: unknown }>(
    resource.table,
    Object.fromEntries(spec) as Parameters<typeof columns<{ id: unknown }>>[1],
    resource.columns,
  )
  known.set(resource, made)
  return made
}

/** The one property that references to the entity hold the value of. */
export function referredProperty({ columns }: Resource): string {
  const { parts = [] } = columns.column('id')
  return parts.length === 1 ? (parts[0] ?? 'id') : 'id'
}
