import type { EntityIR } from '@cambium/model'
import type { EntityPlan, ProjectPlan } from '../project-names.ts'
import { type ComponentNames, schemaRef } from './component-names.ts'
import { parameterRef } from './operation-parts.ts'

interface Named {
  /** What the component is called. */
  readonly component: string
  /** What the parameter is called. */
  readonly name: string
}

/** The parameters of a list beside its fields: groups, conditions on related records, and which of those are wanted. */
export function furtherParameters(project: ProjectPlan, plan: EntityPlan): object[] {
  const all = [...groupsOf(plan), ...hopsOf(project, plan), ...relatedFieldsOf(project, plan)]
  return all.map(({ component }) => parameterRef(component))
}

/** These parameters as components. */
export function furtherComponents(
  project: ProjectPlan,
  plan: EntityPlan,
  names: ComponentNames,
): { [component: string]: object } {
  if (!plan.entity.operations.includes('list')) return {}
  const conditions = schemaRef(names.conditions)
  const groups = groupsOf(plan).map(({ component, name }) => [component, group(name, conditions)])
  const hops = hopsOf(project, plan).map(({ component, name }) => [
    component,
    {
      name,
      in: 'query',
      style: 'deepObject',
      explode: true,
      description: `Related records that meet the conditions: ${name}[field]=value or ${name}.field=value`,
      schema: conditions,
    },
  ])
  const fields = relatedFieldsOf(project, plan).map(({ component, name, relation }) => [
    component,
    {
      name,
      in: 'query',
      description: `The only fields wanted of ${relation}, which must be included`,
      schema: { type: 'string' },
    },
  ])
  return Object.fromEntries([...groups, ...hops, ...fields])
}

/** The conditions of a group, as they stand in its brackets. */
export const conditionsSchema: object = {
  type: 'object',
  description: 'Fields with a value or with operators, fields of related records, and groups',
  additionalProperties: { anyOf: [{ type: ['string', 'number', 'boolean'] }, { type: 'object' }] },
}

const words = {
  not: 'The group does not hold as a whole: not[field]=value, not[field][operator]=value',
  or: 'At least one of the groups holds: or[0][field]=value, or[1][field][operator]=value',
  and: 'All of the groups hold: and[0][field]=value',
}

/** OpenAPI does not say how deep objects go on: the form that is taken stands in the description. */
function group(name: string, conditions: object): object {
  const schema = name === 'not' ? conditions : { type: 'array', items: conditions, maxItems: 20 }
  const description = words[name as keyof typeof words]
  return { name, in: 'query', style: 'deepObject', explode: true, description, schema }
}

/** A field of that name comes first. */
function groupsOf({ entity }: EntityPlan): Named[] {
  return Object.keys(words)
    .filter((name) => !entity.fields.some((field) => field.name === name))
    .map((name) => ({ component: `${entity.name}.${name}`, name }))
}

/** A condition on related records has a name of its own or stands in brackets: project.name, project[name]. */
function hopsOf(project: ProjectPlan, { entity }: EntityPlan): Named[] {
  return relationsOf(project, entity)
    .filter(({ target }) => target.rest !== null && target.operations.includes('list'))
    .map(({ name }) => ({ component: `${entity.name}.${name}`, name }))
}

function relatedFieldsOf(
  project: ProjectPlan,
  { entity }: EntityPlan,
): (Named & { relation: string })[] {
  return relationsOf(project, entity).map(({ name }) => ({
    component: `${entity.name}.fields.${name}`,
    name: `fields[${name}]`,
    relation: name,
  }))
}

/** The relations of an entity, each with what it leads to. */
function relationsOf(
  { entities }: ProjectPlan,
  entity: EntityIR,
): { name: string; target: EntityIR }[] {
  const targets = [
    ...entity.fields.flatMap(({ reference }) =>
      reference ? [{ name: reference.relation, to: reference.target }] : [],
    ),
    ...entity.manyToMany.map(({ name, target }) => ({ name, to: target })),
    ...entity.inverses.map(({ name, source }) => ({ name, to: source })),
  ]
  return targets.flatMap(({ name, to }) => {
    const target = entities.find((plan) => plan.entity.name === to)?.entity
    return target ? [{ name, target }] : []
  })
}
