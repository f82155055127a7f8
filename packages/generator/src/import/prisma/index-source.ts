import type { SourceIndex, SourceTable } from '../source/index.ts'
import type { DatamodelIndex, DatamodelModel } from './datamodel.ts'

/** The constraints and indexes of a model, by the names of its columns. */
export interface ModelIndexes {
  primaryKey: string[]
  uniques: SourceTable['uniques']
  indexes: SourceIndex[]
}

/** Tells the ids, uniques and indexes of a model apart. */
export function modelIndexes(
  model: DatamodelModel,
  all: readonly DatamodelIndex[],
  dialect: 'postgres' | 'sqlite' | null,
): ModelIndexes {
  const own = all.filter((index) => index.model === model.name)
  const columns = ({ fields }: DatamodelIndex): string[] =>
    fields.map(({ name }) => columnOf(model, name) ?? name)
  const id = own.find(({ type }) => type === 'id')
  // a condition makes of it an index that holds for some rows only
  const uniques = own.filter(({ type, where }) => type === 'unique' && where === undefined)
  const indexes = own.filter((index) => index !== id && !uniques.includes(index))
  return {
    primaryKey: id ? columns(id) : [],
    uniques: uniques.map((unique) => ({ name: unique.dbName ?? null, columns: columns(unique) })),
    indexes: indexes.map((index) => sourceIndex(model, index, dialect)),
  }
}

/** The column of a field; `undefined` where the model has no such field. */
export function columnOf({ fields }: DatamodelModel, name: string): string | undefined {
  const field = fields.find((each) => each.name === name)
  return field && (field.dbName ?? field.name)
}

function sourceIndex(
  model: DatamodelModel,
  index: DatamodelIndex,
  dialect: 'postgres' | 'sqlite' | null,
): SourceIndex {
  const name = index.dbName ?? null
  const method = index.type === 'fulltext' ? 'fulltext' : (index.algorithm ?? 'BTree').toLowerCase()
  const columns = index.fields.map((field) => {
    const column = columnOf(model, field.name)
    // inside a composite type there is no column
    const expression = column === undefined ? field.name : null
    return { name: column ?? null, expression, descending: field.sortOrder === 'desc' }
  })
  const isRaw = index.where !== undefined || index.fields.some(({ operatorClass }) => operatorClass)
  const sql = isRaw && dialect === 'postgres' ? statement(model, index, method) : null
  const unique = index.type === 'unique'
  return { name, unique, method, columns, where: index.where ?? null, sql }
}

function statement(model: DatamodelModel, index: DatamodelIndex, method: string): string {
  const table = model.dbName ?? model.name
  const columns = index.fields.map(({ name }) => columnOf(model, name) ?? name)
  const parts = index.fields.map(({ operatorClass, sortOrder }, at) => {
    const order = sortOrder === 'desc' ? ' desc' : ''
    return `${quoted(columns[at] ?? '')}${operatorClass ? ` ${operatorName(operatorClass)}` : ''}${order}`
  })
  const name = index.dbName ?? `${table}_${columns.join('_')}_idx`
  const unique = index.type === 'unique' ? 'unique ' : ''
  const where = index.where === undefined ? '' : ` where ${index.where}`
  return `create ${unique}index ${quoted(name)} on ${quoted(table)} using ${method} (${parts.join(', ')})${where}`
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
