import type { SourceForeignKey, SourceLink, TableName } from '../source/index.ts'
import type { Datamodel, DatamodelField, DatamodelModel } from './datamodel.ts'
import { columnOf } from './index-source.ts'

/** The table of a model. */
export function tableName({ name, dbName, schema }: DatamodelModel): TableName {
  return { schema, name: dbName ?? name }
}

/** The foreign keys of a model, one for each relation field that names its columns. */
export function foreignKeys(datamodel: Datamodel, model: DatamodelModel): SourceForeignKey[] {
  return model.fields.flatMap((field) => {
    const target = datamodel.models.find(({ name }) => name === field.type)
    const from = field.relationFromFields ?? []
    if (field.kind !== 'object' || field.isList || from.length === 0 || !target) return []
    const to = field.relationToFields ?? []
    return {
      name: null,
      columns: from.map((name) => columnOf(model, name) ?? name),
      target: tableName(target),
      targetColumns: to.map((name) => columnOf(target, name) ?? name),
      onDelete: onDelete(field),
      relation: field.name,
      inverse: oppositeOf(target, { model, field })?.name ?? null,
    }
  })
}

/**
 * The many-to-many relations a model declares. Of the two ends it is the first by the name of its model, or of its field
 * where both are of one model, that Prisma puts into column A of the join table.
 */
export function links(datamodel: Datamodel, model: DatamodelModel): SourceLink[] {
  return model.fields.flatMap((field) => {
    const target = datamodel.models.find(({ name }) => name === field.type)
    if (field.kind !== 'object' || !field.isList || !target) return []
    const opposite = oppositeOf(target, { model, field })
    if (!opposite?.isList || !isFirst({ model, field }, { model: target, field: opposite }))
      return []
    return {
      relation: field.name,
      target: tableName(target),
      inverse: opposite.name,
      through: { schema: model.schema, name: `_${field.relationName}` },
      sourceColumn: 'A',
      targetColumn: 'B',
    }
  })
}

interface RelationEnd {
  model: DatamodelModel
  field: DatamodelField
}

function isFirst(one: RelationEnd, other: RelationEnd): boolean {
  if (one.model.name !== other.model.name) return one.model.name < other.model.name
  return one.field.name <= other.field.name
}

function oppositeOf(
  target: DatamodelModel,
  { model, field }: RelationEnd,
): DatamodelField | undefined {
  const named = target.fields.filter(
    ({ kind, type, relationName }) =>
      kind === 'object' && type === model.name && relationName === field.relationName,
  )
  const other = named.find(({ name }) => target.name !== model.name || name !== field.name)
  // a many-to-many relation of a model with itself may have one end only
  return other ?? (field.isList ? named[0] : undefined)
}

const actions: { [action: string]: SourceForeignKey['onDelete'] | undefined } = {
  Cascade: 'cascade',
  Restrict: 'restrict',
  SetNull: 'setNull',
  SetDefault: 'setDefault',
  NoAction: 'noAction',
}

/** What Prisma does where the schema does not say: the key of an optional relation is emptied, others are held. */
function onDelete({ relationOnDelete, isRequired }: DatamodelField): SourceForeignKey['onDelete'] {
  return actions[relationOnDelete ?? ''] ?? (isRequired ? 'restrict' : 'setNull')
}
