import type { SourceColumn, SourceTable } from './source-schema.ts'

/** A table with nothing in it but what the parts say. */
export function newTable(name: string, parts: Partial<SourceTable> = {}): SourceTable {
  return {
    schema: null,
    name,
    kind: 'table',
    entity: null,
    doc: null,
    columns: [],
    primaryKey: [],
    uniques: [],
    foreignKeys: [],
    links: [],
    checks: [],
    indexes: [],
    access: null,
    definition: null,
    ...parts,
  }
}

/** A column that has a value in every row, unless the parts say otherwise. */
export function newColumn(
  name: string,
  parts: Partial<SourceColumn> & Pick<SourceColumn, 'type'>,
): SourceColumn {
  return {
    name,
    field: null,
    native: '',
    nullable: false,
    default: null,
    generated: null,
    doc: null,
    isUpdateTime: false,
    ...parts,
  }
}
