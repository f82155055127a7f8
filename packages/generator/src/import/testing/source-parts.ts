import {
  newColumn,
  newTable,
  type SourceColumn,
  type SourceForeignKey,
  type SourceSchema,
  type SourceTable,
  type SourceType,
} from '../source/index.ts'

/** A column that must be given, unless `more` says otherwise. */
export function sourceColumn(
  name: string,
  type: SourceType,
  more: Partial<SourceColumn> = {},
): SourceColumn {
  return newColumn(name, { type, native: type.kind, ...more })
}

/** A table told apart by its column `id`, where it has one. */
export function sourceTable(
  name: string,
  columns: SourceColumn[],
  more: Partial<SourceTable> = {},
): SourceTable {
  const primaryKey = columns.some((column) => column.name === 'id') ? ['id'] : []
  return newTable(name, { columns, primaryKey, ...more })
}

/** A foreign key to the column `id` of a table, unless `more` says otherwise. */
export function sourceReference(
  columns: string[],
  target: string,
  more: Partial<SourceForeignKey> = {},
): SourceForeignKey {
  return {
    name: null,
    columns,
    target: { schema: null, name: target },
    targetColumns: ['id'],
    onDelete: 'noAction',
    relation: null,
    inverse: null,
    ...more,
  }
}

/** A schema of these tables. */
export function sourceSchema(
  tables: SourceTable[],
  more: Partial<SourceSchema> = {},
): SourceSchema {
  return { kind: 'postgres', label: 'the test', dialect: 'postgres', tables, left: [], ...more }
}

interface SourceTypes {
  integer: SourceType
  bigint: SourceType
  text: SourceType
  instant: SourceType
  uuid: SourceType
  boolean: SourceType
}

/** The types tests use most. */
export const sourceTypes: SourceTypes = {
  integer: { kind: 'integer', bits: 32 },
  bigint: { kind: 'integer', bits: 64 },
  text: { kind: 'text', max: null },
  instant: { kind: 'instant', zoned: true },
  uuid: { kind: 'uuid' },
  boolean: { kind: 'boolean' },
}

/** A key that the database counts. */
export const countedId: SourceColumn = sourceColumn('id', sourceTypes.integer, {
  default: { kind: 'counter' },
})
