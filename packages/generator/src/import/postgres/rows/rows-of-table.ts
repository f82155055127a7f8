import type { ReadTable } from '../catalogue/index.ts'
import { quotedName } from '../postgres-connection.ts'

/** What a query reads the rows of a table from, under the name `source`: those of tables that inherit from it are not its own. */
export function rowsOfTable({ row }: ReadTable): string {
  const isAlone = row.kind === 'r' && !row.chunked
  return `${isAlone ? 'only ' : ''}${quotedName(row.schema)}.${quotedName(row.name)} as source`
}
