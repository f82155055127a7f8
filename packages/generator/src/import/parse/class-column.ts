import { newColumn, type SourceColumn } from '../source/index.ts'

/** A column of a class, which Parse itself has a name for. */
export function classColumn(
  name: string,
  parts: Partial<SourceColumn> & Pick<SourceColumn, 'type'>,
): SourceColumn {
  return newColumn(name, { field: name, native: 'String', ...parts })
}
