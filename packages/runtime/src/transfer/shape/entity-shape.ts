import type { Registry, Resource } from '../../operation/index.ts'

/** A stored reference of an entity: its property holds the id of one record of the target. */
export interface Reference {
  readonly property: string
  readonly target: string
  readonly isRequired: boolean
  /** Of a reference that several properties make together: those of them that may be empty. */
  readonly emptiable?: readonly string[]
}

/** What of an entity must be known to bring its records in and out. */
export interface EntityShape {
  readonly resource: Resource
  /** The properties that are stored, in the order of the record; formulas that are stored too. */
  readonly stored: readonly string[]
  /** Those of them that no field stands for: the id, times, the version, the tenant. */
  readonly system: readonly string[]
  /** The properties that hold the primary key, in its order. */
  readonly key: readonly string[]
  readonly references: readonly Reference[]
}

/** The shapes of all entities that have a table, in model order. */
export function entityShapes(registry: Registry): EntityShape[] {
  const tenants = registry.entities.find(({ resource }) => resource.tenant === 'id')?.resource.name
  return registry.entities
    .filter(({ resource }) => resource.view === undefined)
    .map(({ resource }) => shapeOf(resource, tenants))
}

function shapeOf(resource: Resource, tenants: string | undefined): EntityShape {
  const { columns, fields } = resource
  const stored = columns.properties.filter((property) => columns.column(property).name !== null)
  return {
    resource,
    stored,
    system: stored.filter((property) => !Object.hasOwn(fields, property)),
    key: resource.columns.column('id').parts ?? ['id'],
    references: [...tenantOf(resource, tenants), ...referencesOf(resource)],
  }
}

function referencesOf(resource: Resource): Reference[] {
  const { columns } = resource
  return Object.values(resource.relations ?? {}).flatMap((relation) => {
    if (relation.kind !== 'one') return []
    const { key: property, target } = relation
    const { parts } = columns.column(property)
    if (parts === undefined)
      return [{ property, target, isRequired: !isNullable(resource, property) }]
    const emptiable = parts.filter((part) => isNullable(resource, part))
    return [{ property, target, isRequired: emptiable.length === 0, emptiable }]
  })
}

/** A property that no field stands for is the tenant of the record, which every record has. */
function isNullable({ fields }: Resource, property: string): boolean {
  const type = fields[property]?.type
  return Array.isArray(type) && type.includes('null')
}

/** No relation leads to the tenant of a record. */
function tenantOf({ tenant, relations = {} }: Resource, target: string | undefined): Reference[] {
  if (tenant === undefined || tenant === 'id' || target === undefined) return []
  const isRelation = Object.values(relations).some(
    (relation) => relation.kind === 'one' && relation.key === tenant,
  )
  return isRelation ? [] : [{ property: tenant, target, isRequired: true }]
}
