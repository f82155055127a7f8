import { accountParts } from '../accounts/index.ts'
import type { EntityIR, FieldIR, ManyToManyIR, ModelIR } from '../ir/index.ts'

/**
 * What decides the tables and what is in their columns. The order of entities and fields does not, nor do names that only
 * callers see. What has no tables yet (partitions) does not count yet.
 */
export function storageProjection(model: ModelIR): unknown {
  const ids = new Map(model.entities.map(({ name, id }) => [name, id]))
  return byId(model.entities).map((entity) => entityStorage(entity, ids))
}

type Ids = ReadonlyMap<string, number>

function entityStorage(entity: EntityIR, ids: Ids): unknown {
  return {
    id: entity.id,
    table: entity.table,
    key: keyOf(entity),
    fields: byId(entity.fields.filter(({ column }) => column !== null)).map((field) =>
      fieldStorage(field, ids),
    ),
    links: byId(entity.manyToMany.filter(({ through }) => through === null)).map((relation) =>
      linkStorage(relation, ids),
    ),
    indexes: entity.indexes.map(({ name }) => name).sort(),
    accounts: entity.accounts && accountParts(entity.accounts),
    references: keyReferences(entity, ids),
    adopted: entity.adopted,
    view: entity.view,
  }
}

function keyOf({ key, fields }: EntityIR): unknown {
  if (key.kind !== 'composite') return key.kind
  return key.fields.map((name) => fields.find((field) => field.name === name)?.id)
}

/** Relations that several fields hold; undefined where there are none. */
function keyReferences({ fields }: EntityIR, ids: Ids): unknown {
  const found = byId(fields).flatMap(({ id, unique, reference }) =>
    reference?.fields
      ? [
          {
            id,
            unique,
            fields: reference.fields.map((name) => fields.find((one) => one.name === name)?.id),
            target: ids.get(reference.target),
            onDelete: reference.onDelete,
          },
        ]
      : [],
  )
  return found.length === 0 ? undefined : found
}

function fieldStorage(field: FieldIR, ids: Ids): unknown {
  const { scale, precision } = field.limits
  const isFilled = field.default !== null && 'literal' in field.default && !field.encrypted
  return {
    id: field.id,
    column: field.column,
    type: field.encrypted ? 'encrypted' : field.value,
    digits: field.value === 'decimal' ? [precision, scale] : undefined,
    nullable: field.nullable,
    unique: field.unique,
    indexed: field.indexed,
    search: field.search === null || isSecret(field) ? undefined : field.search,
    default: isFilled ? field.default : undefined,
    choices: field.choice?.values,
    target: field.reference === null ? undefined : ids.get(field.reference.target),
    onDelete: field.reference?.onDelete,
    formula: field.computed?.stored === true ? field.computed.expression.expr : undefined,
    stored: field.extra.stored ?? field.extra.keyType,
  }
}

/** What never leaves the server is not in the index of words. */
function isSecret({ hidden, writeOnly, encrypted }: FieldIR): boolean {
  return hidden || writeOnly || encrypted
}

function linkStorage(relation: ManyToManyIR, ids: Ids): unknown {
  const { id, table, sourceColumn, targetColumn, ordered, adopted } = relation
  const target = ids.get(relation.target)
  return { id, table, sourceColumn, targetColumn, ordered, adopted, target }
}

function byId<T extends { id: number }>(items: T[]): T[] {
  return items.toSorted((left, right) => left.id - right.id)
}
