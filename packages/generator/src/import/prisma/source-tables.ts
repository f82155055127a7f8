import { type LeftBehind, newColumn, type SourceColumn, type SourceTable } from '../source/index.ts'
import { columnDefault } from './column-default.ts'
import { columnType, isComposite, nativeWords } from './column-type.ts'
import type { DatamodelField, DatamodelModel } from './datamodel.ts'
import { modelIndexes } from './index-source.ts'
import type { ParsedSchema } from './parsed-schema.ts'
import type { UnsupportedField } from './passed-over.ts'
import { foreignKeys, links, tableName } from './relations.ts'

/** The tables of the models and views. */
export function sourceTables(schema: ParsedSchema): SourceTable[] {
  return schema.datamodel.models.map((model) => sourceTable(schema, model))
}

function sourceTable(schema: ParsedSchema, model: DatamodelModel): SourceTable {
  const { datamodel, passedOver } = schema
  return {
    ...tableName(model),
    kind: passedOver.views.has(model.name) ? 'view' : 'table',
    entity: model.name,
    doc: model.documentation ?? null,
    columns: columns(schema, model),
    ...modelIndexes(schema, model),
    foreignKeys: foreignKeys(datamodel, model),
    links: links(datamodel, model),
    checks: [],
    access: null,
    definition: null,
  }
}

function columns(schema: ParsedSchema, model: DatamodelModel): SourceColumn[] {
  const unsupported = schema.passedOver.unsupported.filter(
    (field) => field.model === model.name && !isSearchVector(field),
  )
  const behind = (after: string | null): SourceColumn[] =>
    unsupported
      .filter((field) => field.after === after)
      .flatMap((field) => [unsupportedColumn(field), ...behind(field.field)])
  const tied = tiedFields(schema, model)
  const made = (field: DatamodelField): SourceColumn => {
    const plain = column(schema, field)
    return tied.has(field.name) ? plain : withUuid(plain)
  }
  const idLists = new Set(idListFields(schema, model).map(({ name }) => name))
  return [
    ...behind(null),
    ...model.fields.flatMap((field) => [
      ...(isColumn(schema, field) && !idLists.has(field.name) ? [made(field)] : []),
      ...behind(field.name),
    ]),
  ]
}

/** Fields whose type others share: those of keys, and both ends of relations. */
function tiedFields({ datamodel }: ParsedSchema, model: DatamodelModel): Set<string> {
  const ends = datamodel.models.flatMap(({ name, fields }) =>
    fields.flatMap(({ type, relationFromFields = [], relationToFields = [] }) => [
      ...(name === model.name ? relationFromFields : []),
      ...(type === model.name ? relationToFields : []),
    ]),
  )
  const ids = datamodel.indexes.filter(({ model: of, type }) => of === model.name && type === 'id')
  return new Set([...ends, ...ids.flatMap(({ fields }) => fields.map(({ name }) => name))])
}

/** A text that Prisma fills with UUIDs holds UUIDs. */
function withUuid(made: SourceColumn): SourceColumn {
  const isUuid = made.type.kind === 'text' && made.default?.kind === 'uuid'
  return isUuid ? { ...made, type: { kind: 'uuid' } } : made
}

function isColumn(schema: ParsedSchema, field: DatamodelField): boolean {
  return field.kind !== 'object' || isComposite(field, schema)
}

function column(schema: ParsedSchema, field: DatamodelField): SourceColumn {
  const type = columnType(field, schema)
  return {
    name: field.dbName ?? field.name,
    field: field.name,
    type,
    native: nativeWords(field),
    nullable: !field.isRequired,
    default: columnDefault(field, type, schema.datamodel),
    generated: null,
    doc: field.documentation ?? null,
    isUpdateTime: field.isUpdatedAt ?? false,
  }
}

function unsupportedColumn({
  field,
  column: name,
  native,
  nullable,
  isList,
}: UnsupportedField): SourceColumn {
  const other = { kind: 'other' } as const
  return newColumn(name, {
    field,
    type: isList ? { kind: 'list', of: other } : other,
    native: `Unsupported("${native}")`,
    nullable,
  })
}

/** A column for full-text search, which the database keeps from others. */
function isSearchVector({ native }: UnsupportedField): boolean {
  return native.trim().toLowerCase() === 'tsvector'
}

/** MongoDB's lists of ids, which stand for a many-to-many relation. */
function idListFields({ datamodel }: ParsedSchema, model: DatamodelModel): DatamodelField[] {
  const names = model.fields
    .filter(({ isList, type }) => isList && datamodel.models.some(({ name }) => name === type))
    .flatMap(({ relationFromFields }) => relationFromFields ?? [])
  return model.fields.filter(({ name }) => names.includes(name))
}

/** What the schema holds and its tables do not. */
export function leftBehind(schema: ParsedSchema): LeftBehind[] {
  const { passedOver, datamodel } = schema
  const isThere = ({ model }: { model: string }): boolean =>
    datamodel.models.some(({ name }) => name === model)
  const leadsNowhere = ({ type }: { type: string }): boolean =>
    passedOver.ignoredModels.includes(type)
  return [
    ...passedOver.ignoredModels.map((model) => ({
      what: `model ${model}`,
      reason: 'it has @@ignore: Prisma makes no client for it, and its parser does not describe it',
      suggestion: 'take @@ignore away to bring it, or import the database itself',
    })),
    ...passedOver.ignoredFields
      .filter((field) => isThere(field) && !leadsNowhere(field))
      .map(({ model, field }) => ({
        what: `model ${model}, field ${field}`,
        reason:
          'it has @ignore: Prisma makes no client for it, and its parser does not describe it',
        suggestion: 'take @ignore away to bring it',
      })),
    ...passedOver.unsupported
      .filter((field) => isThere(field) && isSearchVector(field))
      .map(searchVector),
    ...datamodel.models.flatMap((model) => mongoNotes(schema, model)),
  ]
}

function searchVector({ model, field }: UnsupportedField): LeftBehind {
  return {
    what: `model ${model}, field ${field}`,
    reason: 'a tsvector is made by the database from other columns',
    suggestion: "give those fields `search: 'A'`: an index for searching is kept for them",
  }
}

function mongoNotes(schema: ParsedSchema, model: DatamodelModel): LeftBehind[] {
  const composites = model.fields.filter((field) => isComposite(field, schema))
  return [
    ...composites.map(({ name, type }) => ({
      what: `model ${model.name}, field ${name}`,
      reason: `the composite type ${type} has no table: it comes as JSON, and its fields are not checked`,
      suggestion:
        'make it an entity with a relation where its fields should be checked or searched',
    })),
    ...idListFields(schema, model).map(({ name }) => ({
      what: `model ${model.name}, field ${name}`,
      reason: 'the list of ids stands for a relation, which comes as many-to-many',
      suggestion: 'use the ids of the relation instead',
    })),
  ]
}
