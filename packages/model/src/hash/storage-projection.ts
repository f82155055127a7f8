import type { EntityIR, FieldIR, JsonValue, ManyToManyIR, ModelIR } from '../ir/index.ts'

/** What decides the tables. The order of entities and fields does not. */
export function storageProjection(model: ModelIR): unknown {
  return {
    entities: byId(model.entities).map(entityStorage),
    isolation: model.tenancy,
  }
}

function entityStorage(entity: EntityIR): unknown {
  return {
    id: entity.id,
    // grants and history rows name the entity
    name: entity.name,
    table: entity.table,
    key: entity.key,
    fields: byId(entity.fields.filter(({ column }) => column !== null)).map(fieldStorage),
    links: byId(entity.manyToMany.filter(({ through }) => through === null)).map(linkStorage),
    indexes: entity.indexes.map(({ name, kind }) => `${kind} ${name}`).sort(),
    tenant: entity.tenant,
    softDelete: entity.softDelete,
    partition: entity.extra.partition,
  }
}

function fieldStorage(field: FieldIR): unknown {
  const { scale, precision } = field.limits
  return {
    id: field.id,
    column: field.column,
    kind: field.kind,
    value: field.value,
    nullable: field.nullable,
    unique: field.unique,
    indexed: field.indexed,
    default: field.default,
    encrypted: field.encrypted,
    scale,
    precision,
    choices: field.choice?.values,
    target: field.reference?.target,
    onDelete: field.reference?.onDelete,
    formula: field.computed?.stored === true ? field.computed.expression.expr : undefined,
    kept: storageOptions(field.extra),
  }
}

/** Options kept for later that will decide what is stored. */
function storageOptions({ encrypted, dimensions, metric, many }: FieldIR['extra']): {
  [name: string]: JsonValue | undefined
} {
  return { encrypted, dimensions, metric, many }
}

function linkStorage({
  id,
  table,
  sourceColumn,
  targetColumn,
  target,
  ordered,
}: ManyToManyIR): unknown {
  return { id, table, sourceColumn, targetColumn, target, ordered }
}

function byId<T extends { id: number }>(items: T[]): T[] {
  return items.toSorted((left, right) => left.id - right.id)
}
