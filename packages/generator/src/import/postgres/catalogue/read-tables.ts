import type { SourceTable } from '../../source/index.ts'
import type { ClassRow, ConstraintRow, IndexRow } from './catalogue-rows.ts'
import type { ReadColumn } from './read-columns.ts'
import { isPlainUnique, type Names, readConstraints, readIndex } from './read-constraints.ts'

/** A table with what the reader of rows has to know beside it. */
export interface ReadTable {
  row: ClassRow
  columns: ReadColumn[]
  source: SourceTable
}

/** The rows of the catalogue that are about one table. */
export interface TableParts {
  columns: ReadColumn[]
  constraints: readonly ConstraintRow[]
  indexes: readonly IndexRow[]
}

/** What the rows of the catalogue say of a table. */
export function readTable(row: ClassRow, parts: TableParts, names: Names): ReadTable {
  const { columns } = parts
  const isView = row.kind === 'v' || row.kind === 'm'
  const keys = readConstraints(parts.constraints, names)
  const indexes = parts.indexes.filter(({ valid }) => valid)
  const plain = indexes.filter(isPlainUnique).map((one) => readIndex(one, names))
  return {
    row,
    columns,
    source: {
      schema: row.schema,
      name: row.name,
      kind: isView ? 'view' : 'table',
      entity: null,
      doc: row.doc,
      columns: columns.map(({ column }) => column),
      primaryKey: keys.primaryKey,
      uniques: [
        ...keys.uniques,
        ...plain.map(({ name, columns: list }) => ({
          name,
          columns: list.flatMap((column) => column.name ?? []),
        })),
      ],
      foreignKeys: keys.foreignKeys,
      links: [],
      checks: [...keys.checks, ...columns.flatMap(({ checks }) => checks)],
      indexes: indexes.filter((one) => !isPlainUnique(one)).map((one) => readIndex(one, names)),
      access: null,
      definition: row.definition,
    },
  }
}
