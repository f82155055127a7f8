import type { Context } from './context.ts'
import type { ManyToMany, Relation, Resource } from './resource.ts'

/** Relations a caller may name: not those whose key never leaves the server. */
export function includable(context: Context, resource: Resource): string[] {
  const relations = Object.entries(resource.relations ?? {})
  if (!context.outward) return relations.map(([name]) => name)
  const isOpen = (relation: Relation): boolean => {
    if (relation.kind === 'manyToMany') return hasOpenLinks(context, relation)
    const holder =
      relation.kind === 'one' ? resource : context.services.registry.get(relation.target).resource
    return holder.fields[relation.key]?.hidden !== true
  }
  return relations.filter(([, relation]) => isOpen(relation)).map(([name]) => name)
}

function hasOpenLinks(context: Context, { through, source, other }: ManyToMany): boolean {
  if (through === undefined) return true
  const { columns, fields } = context.services.registry.get(through).resource
  return [source, other].every((column) => {
    const key = columns.propertyOf(column)
    return key === undefined || fields[key]?.hidden !== true
  })
}
