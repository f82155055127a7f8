import type { ProjectPlan } from '../project-names.ts'
import { bodyExamples } from './entity-examples.ts'
import type { FilterKind } from './filter-schemas.ts'

/** What the components are called: an entity has its own name, whatever else would like to have it. */
export interface ComponentNames {
  page(entity: string): string
  filter(kind: FilterKind): string
  aggregates: string
  /** The conditions of a group. */
  conditions: string
  /** Whole bodies, by the component they are examples of. */
  examples: { readonly [component: string]: object }
  problem: string
  file: string
  pageInfo: string
}

/** Chooses names for the components that no entity makes. */
export function componentNames(project: ProjectPlan): ComponentNames {
  const { entities } = project
  const taken = new Set(entities.flatMap((plan) => [plan.entity.name, plan.create, plan.update]))
  const free = (...candidates: string[]): string => {
    let name = candidates.find((candidate) => !taken.has(candidate)) ?? ''
    while (name === '' || taken.has(name)) name = `${name || candidates[0]}_`
    return name
  }
  return {
    page: (entity) => free(`${entity}Page`, `${entity}PageOfList`),
    conditions: free('Conditions', 'ConditionGroup'),
    examples: bodyExamples(project, manyOf),
    filter: (kind) => free(`${kind}Filter`, `${kind}Operators`),
    aggregates: free('Aggregates', 'AggregateGroups'),
    file: free('File', 'StoredFile'),
    problem: free('Problem', 'ProblemDetails'),
    pageInfo: free('PageInfo', 'PageDetails'),
  }
}

/** What the example of the body that creates many is called. */
export function manyOf(create: string): string {
  return `${create}Many`
}

/** A reference to the example of a component, where there is one. */
export function exampleRef({ examples }: ComponentNames, component: string): object {
  if (!Object.hasOwn(examples, component)) return {}
  return { examples: { sample: { $ref: `#/components/examples/${component}` } } }
}

/** A reference to a component schema. */
export function schemaRef(name: string): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` }
}
