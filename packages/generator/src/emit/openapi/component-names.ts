import type { ProjectPlan } from '../project-names.ts'
import type { FilterKind } from './filter-schemas.ts'

/** What the components are called: an entity has its own name, whatever else would like to have it. */
export interface ComponentNames {
  page(entity: string): string
  filter(kind: FilterKind): string
  aggregates: string
  problem: string
  pageInfo: string
}

/** Chooses names for the components that no entity makes. */
export function componentNames({ entities }: ProjectPlan): ComponentNames {
  const taken = new Set(entities.flatMap((plan) => [plan.entity.name, plan.create, plan.update]))
  const free = (...candidates: string[]): string => {
    let name = candidates.find((candidate) => !taken.has(candidate)) ?? ''
    while (name === '' || taken.has(name)) name = `${name || candidates[0]}_`
    return name
  }
  return {
    page: (entity) => free(`${entity}Page`, `${entity}PageOfList`),
    filter: (kind) => free(`${kind}Filter`, `${kind}Operators`),
    aggregates: free('Aggregates', 'AggregateGroups'),
    problem: free('Problem', 'ProblemDetails'),
    pageInfo: free('PageInfo', 'PageDetails'),
  }
}

/** A reference to a component schema. */
export function schemaRef(name: string): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` }
}
