import type { Context } from './context.ts'
import type { Relation, Resource } from './resource.ts'

/** Relations a caller may name: not those whose key never leaves the server. */
export function includable(context: Context, resource: Resource): string[] {
  const relations = Object.entries(resource.relations ?? {})
  if (!context.outward) return relations.map(([name]) => name)
  const isOpen = (relation: Relation): boolean => {
    if (relation.kind === 'manyToMany') return true
    const holder =
      relation.kind === 'one' ? resource : context.services.registry.get(relation.target).resource
    return holder.fields[relation.key]?.hidden !== true
  }
  return relations.filter(([, relation]) => isOpen(relation)).map(([name]) => name)
}
