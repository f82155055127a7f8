import type { SourceIndex, SourceTable } from '../source/index.ts'
import type { DatamodelIndex, DatamodelModel } from './datamodel.ts'
import type { ParsedSchema } from './parsed-schema.ts'
import type { PartialIndex } from './passed-over.ts'

/** The constraints and indexes of a model, by the names of its columns. */
export interface ModelIndexes {
  primaryKey: string[]
  uniques: SourceTable['uniques']
  indexes: SourceIndex[]
}

/** Tells the ids, uniques and indexes of a model apart. */
export function modelIndexes(
  { datamodel, passedOver, dialect }: ParsedSchema,
  model: DatamodelModel,
): ModelIndexes {
  const partials = passedOver.partialIndexes.filter((each) => each.model === model.name)
  const own = datamodel.indexes
    .filter((index) => index.model === model.name)
    .map((index) => ({ model, index, partial: partialOf(index, partials), dialect }))
  const id = own.find(({ index }) => index.type === 'id')
  // a condition makes of it an index that holds for some rows only
  const uniques = own.filter(({ index, partial }) => index.type === 'unique' && !partial)
  return {
    primaryKey: id ? columns(id) : [],
    uniques: uniques.map((each) => ({ name: each.index.dbName ?? null, columns: columns(each) })),
    indexes: own.filter((each) => each !== id && !uniques.includes(each)).map(sourceIndex),
  }
}

interface OwnIndex {
  model: DatamodelModel
  index: DatamodelIndex
  partial: PartialIndex | null
  dialect: 'postgres' | 'sqlite' | null
}

function partialOf(
  { fields, type }: DatamodelIndex,
  partials: PartialIndex[],
): PartialIndex | null {
  const names = fields.map(({ name }) => name).join(',')
  return (type !== 'id' && partials.find((each) => each.fields === names)) || null
}

function columns({ model, index }: OwnIndex): string[] {
  return index.fields.map(({ name }) => columnOf(model, name) ?? name)
}

/** The column of a field; `undefined` where the model has no such field. */
export function columnOf({ fields }: DatamodelModel, name: string): string | undefined {
  const field = fields.find((each) => each.name === name)
  return field && (field.dbName ?? field.name)
}

function sourceIndex(own: OwnIndex): SourceIndex {
  const { model, index, partial, dialect } = own
  const method = index.type === 'fulltext' ? 'fulltext' : (index.algorithm ?? 'BTree').toLowerCase()
  const parts = index.fields.map((field) => {
    const column = columnOf(model, field.name)
    // inside a composite type there is no column
    const expression = column === undefined ? field.name : null
    return { name: column ?? null, expression, descending: field.sortOrder === 'desc' }
  })
  const isRaw = partial?.isSql || index.fields.some(({ operatorClass }) => operatorClass)
  return {
    name: index.dbName ?? null,
    unique: index.type === 'unique',
    method,
    columns: parts,
    where: partial?.where ?? null,
    sql: isRaw && dialect === 'postgres' ? statement(own, method) : null,
  }
}

function statement(own: OwnIndex, method: string): string {
  const { model, index, partial } = own
  const table = model.dbName ?? model.name
  const names = columns(own)
  const parts = index.fields.map(({ operatorClass, sortOrder }, at) => {
    const operator = operatorClass ? ` ${operatorName(operatorClass)}` : ''
    return `${quoted(names[at] ?? '')}${operator}${sortOrder === 'desc' ? ' desc' : ''}`
  })
  const name = quoted(index.dbName ?? `${table}_${names.join('_')}_idx`)
  const unique = index.type === 'unique' ? 'unique ' : ''
  const where = partial?.isSql ? ` where ${partial.where}` : ''
  return `create ${unique}index ${name} on ${quoted(table)} using ${method} (${parts.join(', ')})${where}`
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** `JsonbPathOps` is PostgreSQL's `jsonb_path_ops`; those given by `raw` come as they are. */
function operatorName(operator: string): string {
  return operator
    .replace('MinMax', 'Minmax')
    .replace(/(?<=[a-z\d])[A-Z]/g, '_$&')
    .toLowerCase()
}
