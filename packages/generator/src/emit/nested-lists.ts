import type { InverseIR } from '@cambium/model'
import type { EntityPlan, ProjectPlan } from './project-names.ts'

/** A list of related records with an address of its own: `/projects/:id/tasks`. */
export interface NestedList {
  relation: string
  target: EntityPlan
}

/** The to-many relations of an entity that REST serves. */
export function nestedLists(project: ProjectPlan, plan: EntityPlan): NestedList[] {
  const { entity } = plan
  const relations = [
    ...entity.manyToMany.map(({ name, target }) => ({ relation: name, target })),
    ...entity.inverses
      .filter(({ kind }) => kind !== 'one')
      .filter((inverse) => !hasHiddenKey(project, inverse))
      .map(({ name, source }) => ({ relation: name, target: source })),
  ]
  return relations
    .map(({ relation, target }) => ({ relation, target: project.of(target) }))
    .filter(({ target }) => isListed(target) && entity.operations.includes('get'))
}

/** Such a list would tell what never leaves the server. */
function hasHiddenKey(project: ProjectPlan, { source, relation }: InverseIR): boolean {
  const { fields } = project.of(source).entity
  return fields.some((field) => field.reference?.relation === relation && field.hidden)
}

function isListed({ entity }: EntityPlan): boolean {
  return entity.rest !== null && entity.operations.includes('list')
}
