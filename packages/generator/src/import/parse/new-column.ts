import type { SourceColumn } from '../source/index.ts'

/** A column that has a value in every row, unless the parts say otherwise. */
export function newColumn(
  name: string,
  parts: Partial<SourceColumn> & Pick<SourceColumn, 'type'>,
): SourceColumn {
  return {
    name,
    field: name,
    native: 'String',
    nullable: false,
    default: null,
    generated: null,
    doc: null,
    isUpdateTime: false,
    ...parts,
  }
}
